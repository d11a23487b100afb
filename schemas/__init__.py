"""What everything else agrees on: records, their Arrow schemas, settings, errors. Imports nothing of ours."""
