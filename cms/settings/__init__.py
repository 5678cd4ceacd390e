"""Settings by environment: `dev` (the embedded default), `test`, `production`."""
