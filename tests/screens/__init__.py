"""Tests with real windows and real clicks."""
