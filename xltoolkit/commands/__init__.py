"""The commands of the command line, one module each; `xltoolkit.cli` imports them when they run."""
