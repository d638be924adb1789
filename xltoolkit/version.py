"""The version of the toolkit, which every verdict is stamped with."""

VERSION = "0.1.0"
