"""How much of what is left out the next ingest would try again."""

from pathlib import Path

import pyarrow as pa

from warehouse.present import Due, of_due
from warehouse.query import rows

# A file that could not be read is tried at every run.
WAITING = """
SELECT
    l.reason,
    count(*) AS records,
    count(*) FILTER (
        l.gone IS NULL AND d.reason IS NOT NULL AND (l.decided_by IS DISTINCT FROM d.decided_by OR s.sha256 = '')
    ) AS waiting,
    any_value(l.detail ORDER BY l.uri, l.record) AS remedy
FROM left_out AS l
JOIN sources AS s USING (source_id)
LEFT JOIN due AS d ON d.stage = l.stage AND d.reason = l.reason
GROUP BY l.reason
ORDER BY records DESC, l.reason
"""


def waiting(data_dir: Path | str, due: Due) -> pa.Table:
    """By reason: records that are left out, and of these how many wait: what left them out is not what would decide now."""
    return rows(data_dir, WAITING, due=of_due(due))
