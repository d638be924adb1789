"""Settings of the property tests of this folder."""

from hypothesis import settings

# A law holds or it does not, however busy the machine is.
settings.register_profile("without_deadline", deadline=None)
settings.load_profile("without_deadline")
