"""Bare programs, frozen as ours is: what an icon and a window cost before they do anything."""
