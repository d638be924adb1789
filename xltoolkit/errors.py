"""The one exception that ends in a sentence for the user."""


class UserError(Exception):
    """Something that the user can mend.

    Its text is one Chinese sentence that names the place, the value and the remedy.
    Every host shows it as it is; anything else that escapes is a program error.
    """
