"""What lies in the installation package for Windows beside the wheels, as it is run there."""
