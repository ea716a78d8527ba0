"""The database: engine, unit of work, shared commits, area scope, migrations."""
