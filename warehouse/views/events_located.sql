-- title: Events on the map
-- question: Where did it happen? One row an event whose place has coordinates
-- column lat: Latitude, degrees north.
-- column lon: Longitude, degrees east.
-- column geo_precision: 1 exact place or town, 2 district or province, 3 country or wider region.

SELECT
    event_id, article_id, type, mode, quad, score, factuality, historical, date_start, date_end,
    place.name AS place, place.geonameid AS geonameid, place.lat AS lat, place.lon AS lon, place.country AS country,
    place.admin1 AS admin1, place.geo_precision AS geo_precision, dead, injured, arrested, sentence.text AS sentence
FROM events
WHERE place.lat IS NOT NULL AND place.lon IS NOT NULL
