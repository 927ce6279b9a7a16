"""What an operator does with a store: backup, restore, and migration to another store."""
