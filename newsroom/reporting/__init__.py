"""Reports on a plan and a period: the screens that show figures, and the ones that officials freeze and sign."""
