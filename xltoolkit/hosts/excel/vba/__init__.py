"""Writing `vbaProject.bin` from plain sources, layer by layer of the two specifications.

`compound_file` is the container (MS-CFB); `compression`, `encryption`, `directory_stream` and
`project_stream` are the streams of a project (MS-OVBA); `project` puts them together. The same
sources always give the same bytes. No compiled code is stored: Excel compiles the sources itself.
"""
