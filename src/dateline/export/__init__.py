"""What was coded, in the forms that people and programs read: lines, tables, files, a terminal, a notebook."""
