"""The screen: app, commands, screens, widgets. Logic that needs no terminal is in `reading/`."""
