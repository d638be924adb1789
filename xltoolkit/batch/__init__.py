"""Many departments at once: evaluate a folder of workbooks and case files, and compare them."""
