"""One module for each sheet of the template; each has a function that writes its sheet."""
