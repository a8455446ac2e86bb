"""`python -m desk`."""

import sys

from desk.commands.words import main

sys.exit(main(sys.argv[1:]))
