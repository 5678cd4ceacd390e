"""What was done against what was promised, compiled at one moment from the rooms below; creates no new fact."""
