-- The store's tables. Every key is made from content, never from order or time, so equal input gives equal rows.
-- Days are ISO text; several codes in one cell are parted by "; "; a record holds a noun whole, as JSON.

create table meta (key text primary key, value text not null) without rowid;

create table documents (
    id text primary key,
    sha256 text not null,
    codebook text not null,       -- version of the codebook that coded it
    end_state text not null,
    reason text,
    source text,
    url text,
    title text,
    published text,
    language text,
    extracted integer not null,
    claims integer not null,      -- how many
    text text not null,
    record text,                  -- the document whole, only where the columns cannot hold it (lone surrogates)
    seal text not null            -- sha256 over the document, its end state and its claims
);

create table quarantine (
    document text primary key references documents (id) on delete cascade,
    code text not null,           -- timeout, memory, language ...
    reason text not null
) without rowid;

create table claims (
    id text primary key,
    document text not null references documents (id) on delete cascade,
    position integer not null,    -- in the order in which the report claims
    part text not null,
    start integer not null,
    "end" integer not null,
    action text not null,
    event_type text not null,
    modes text not null,
    contexts text not null,
    status text not null,
    certainty text not null,
    outcome text,
    actors text not null,         -- codes
    actor_names text not null,
    recipients text not null,
    recipient_names text not null,
    place text,
    geonameid integer,
    lat real,
    lon real,
    country text,
    admin1 text,
    precision text,
    first text,
    last text,
    killed_low integer,
    killed_high integer,
    injured_low integer,
    injured_high integer,
    said_by text,
    source_class text,
    record text not null
);
create index claims_of_document on claims (document);

create table evidence (
    claim text not null references claims (id) on delete cascade,
    field text not null,
    item integer not null,        -- position in the field's list; 0 for a single value
    n integer not null,           -- a value may have several spans
    start integer not null,
    "end" integer not null,
    part text not null,           -- text or title
    "by" text not null,
    trust text not null,
    primary key (claim, field, item, n)
) without rowid;

create table lineages (
    document text primary key,
    lineage text not null,
    origin text,
    "group" text not null,
    spun text not null,
    spun_score real not null,
    reason text not null,
    record text not null
) without rowid;

create table links (
    "left" text not null,
    "right" text not null,
    same integer not null,
    score real not null,
    "by" text not null,
    reason text not null,
    record text not null,
    primary key ("left", "right", "by")
) without rowid;

create table events (
    id text primary key,
    event_type text not null,
    modes text not null,
    contexts text not null,
    status text not null,
    outcome text,
    first text,
    last text,
    actors text not null,
    actor_names text not null,
    recipients text not null,
    recipient_names text not null,
    place text,
    geonameid integer,
    lat real,
    lon real,
    country text,
    admin1 text,
    precision text,
    killed_low integer,
    killed_best integer,
    killed_high integer,
    injured_low integer,
    injured_best integer,
    injured_high integer,
    reports integer not null,
    groups integer not null,
    voices integer not null,
    grade text not null,
    contested text not null,
    record text not null
);

create table members (
    event text not null references events (id) on delete cascade,
    claim text not null,
    primary key (event, claim)
) without rowid;

create table runs (
    id text primary key,          -- a hash of the rest: the same run has one row, however often it is repeated
    program text not null,
    codebook text not null,
    options text not null,        -- JSON
    reports integer not null,
    inputs text not null          -- sha256 over the sorted ids and hashes of the reports
) without rowid;

create table changes (
    document text not null,
    claim text not null,
    sha256 text not null,         -- the report and codebook before
    codebook text not null,
    new_sha256 text not null,     -- and after
    new_codebook text not null,
    what text not null,           -- gained, lost or changed
    fields text not null,         -- of a changed claim
    primary key (document, claim, sha256, codebook, new_sha256, new_codebook)
) without rowid;

-- Each value's words, for people who look into the file.
create view quotes as
    select e.claim, e.field, e.item, e.n, c.document, e.part, e.start, e."end", e."by", e.trust,
           substr(case e.part when 'title' then d.title else d.text end, e.start + 1, e."end" - e.start) as quote
    from evidence e
    join claims c on c.id = e.claim
    join documents d on d.id = c.document;
