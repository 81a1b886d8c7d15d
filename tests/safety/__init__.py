"""Tests that try to break the program: hostile pages, no network, killed processes."""
