"""The widgets of the browser; each draws what it is given and asks nothing of the others."""
