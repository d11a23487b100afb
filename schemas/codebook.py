"""The closed vocabularies of the codebook. Event types and modes are not here: they are data, in `lexicon/events/`."""

from enum import StrEnum


class Factuality(StrEnum):
    """Whether the text says that an event happened."""

    ASSERTED = "asserted"
    NEGATED = "negated"
    DENIED = "denied"
    POSSIBLE = "possible"
    PLANNED = "planned"


class Context(StrEnum):
    """What an event is about (PLOVER's contexts)."""

    MILITARY = "military"
    INTELLIGENCE = "intelligence"
    EXECUTIVE = "executive"
    LEGISLATIVE = "legislative"
    ELECTION = "election"
    POLITICAL_INSTITUTIONS = "political_institutions"
    PRO_DEMOCRACY = "pro_democracy"
    PRO_AUTOCRACY = "pro_autocracy"
    ECONOMIC = "economic"
    LEGAL = "legal"
    REPARATIONS = "reparations"
    HUMAN_RIGHTS = "human_rights"
    RIGHTS_FREEDOMS = "rights_freedoms"
    REPRESSION = "repression"
    HUMAN_SECURITY = "human_security"
    GENDER = "gender"
    LGBT = "lgbt"
    RELIGION_ETHNICITY = "religion_ethnicity"
    INEQUALITY = "inequality"
    DIPLOMATIC = "diplomatic"
    TERRITORY = "territory"
    PEACEKEEPING = "peacekeeping"
    HEALTH = "health"
    ASYLUM = "asylum"
    MIGRATION = "migration"
    DISASTERS = "disasters"
    NATURAL_RESOURCE = "natural_resource"
    ENVIRONMENT = "environment"
    TECHNOLOGY = "technology"
    TERRORISM = "terrorism"
    CBRN = "cbrn"
    CYBER = "cyber"
    MISINFORMATION = "misinformation"
    CRIME = "crime"
    CORRUPTION = "corruption"
    ILLEGAL_DRUGS = "illegal_drugs"
    TRAFFICKING = "trafficking"


class Sector(StrEnum):
    """What kind of actor a party is (PLOVER's primary role codes)."""

    GOV = "GOV"
    MIL = "MIL"
    COP = "COP"
    JUD = "JUD"
    LEG = "LEG"
    SPY = "SPY"
    PRM = "PRM"
    PTY = "PTY"
    REB = "REB"
    OPP = "OPP"
    UAF = "UAF"
    CVL = "CVL"
    BUS = "BUS"
    CRM = "CRM"
    EDU = "EDU"
    ELI = "ELI"
    JRN = "JRN"
    LAB = "LAB"
    MED = "MED"
    REF = "REF"
    REL = "REL"
    SOC = "SOC"
    NGO = "NGO"
    IGO = "IGO"
    AGR = "AGR"
    PRE = "PRE"
    UNK = "UNK"


class Quad(StrEnum):
    """Verbal or material, cooperation or conflict."""

    VC = "VC"
    MC = "MC"
    VX = "VX"
    MX = "MX"


class QuantityRole(StrEnum):
    """What a number counts in an event."""

    ACTOR = "actor"
    RECIPIENT = "recipient"
    INSTRUMENT = "instrument"
    DEAD = "dead"
    INJURED = "injured"
    ARRESTED = "arrested"
    ABDUCTED = "abducted"
    DISPLACED = "displaced"
    PARTICIPANTS = "participants"
    AMOUNT = "amount"
    DISTANCE = "distance"
    DURATION = "duration"
    OTHER = "other"


class Status(StrEnum):
    """What became of an input record. Every record ends as exactly one of these."""

    LOADED = "loaded"
    DUPLICATE = "duplicate"
    REJECTED = "rejected"
    SKIPPED = "skipped"


class Stage(StrEnum):
    """The step at which a record's fate was decided."""

    DISCOVER = "discover"
    READ = "read"
    NORMALIZE = "normalize"
    DEDUP = "dedup"
    EXTRACT = "extract"


class Reason(StrEnum):
    """Why a record was not loaded as a new article."""

    NONE = ""
    UNREADABLE = "unreadable"  # the bytes could not be fetched
    TOO_LARGE = "too_large"  # over the size limit of the settings
    UNSUPPORTED_FORMAT = "unsupported_format"
    BAD_GZIP = "bad_gzip"
    BAD_ENCODING = "bad_encoding"
    BAD_JSON = "bad_json"
    BAD_HTML = "bad_html"
    MISSING_TEXT = "missing_text"  # a record without any field that holds the body
    EMPTY = "empty"  # nothing is left once the furniture is off
    LANGUAGE = "language"  # not a language of the settings
    EXACT_COPY = "exact_copy"
    NEAR_COPY = "near_copy"
    TOO_SLOW = "too_slow"  # over the limit of processor seconds of the settings
    EXTRACTION_FAILED = "extraction_failed"  # a defect of ours: the article is kept, its events are missing
    FORGOTTEN = "forgotten"  # taken out by `dateline forget`: never read into the warehouse again
    GONE = "gone"  # the file is no longer there, and its articles were pruned


class PublishedSource(StrEnum):
    """Where the publication date was found."""

    GIVEN = "given"  # a field of the record
    META = "meta"  # the page's metadata
    TEXT = "text"  # a date line in the text
    DATELINE = "dateline"  # the agency dateline
    URL = "url"
    NONE = "none"


class QuoteKind(StrEnum):
    """How a statement is reported."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


class ZoneKind(StrEnum):
    """What a stretch of an article's text is."""

    HEADLINE = "headline"
    BYLINE = "byline"
    DATELINE = "dateline"
    BODY = "body"
