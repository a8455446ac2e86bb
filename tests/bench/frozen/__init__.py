"""The frozen program as it is installed, measured from outside, beside bare frozen programs."""
