<<<<<<< HEAD
"""The built program and its installer, driven as a client and an administrator would."""
=======
"""The program as a client gets it."""
>>>>>>> df8a12cae8040f027874794aa8d759114064489c
