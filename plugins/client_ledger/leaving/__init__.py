"""How to leave a client well: the plan, the checklist, the post-mortem."""
