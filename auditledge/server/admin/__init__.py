"""What an operator does with a store: backup, restore, migration to another store."""
