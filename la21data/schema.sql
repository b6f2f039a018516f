-- Every table of a snapshot. Facts come first, roll-ups after them.
-- Dates are CE dates, fiscal years are B.E. integers, codes are those of la21data/domain.py, money is baht.
-- Only `alias` carries an index (of a large table it would double the file): keys are named here and proved by la21data.store.health.

-- ---------------------------------------------------------------- the snapshot itself
create table meta (
    snapshot_id    varchar not null,
    schema_version integer not null,
    parent         varchar,             -- the snapshot it was built from; a demo snapshot is never one
    is_demo        boolean not null,
    as_of          date not null,       -- the day on which the records stand; a fiscal year that ends later is still running
    created_at     timestamp not null   -- UTC
);

-- ---------------------------------------------------------------- reference
create table province (
    province  varchar not null,         -- two digits, TIS 1099
    name_th   varchar not null,
    name_en   varchar not null,
    region    varchar not null,
    is_pilot  boolean not null
);
create table office (
    office        integer not null,     -- 1-16
    name_old      varchar not null,     -- สำนักงานสิ่งแวดล้อมภาคที่ n
    name_new      varchar not null,     -- สำนักงานสิ่งแวดล้อมและควบคุมมลพิษที่ n
    seat_th       varchar not null
);
create table province_office (          -- who mentors whom, and since when; Bangkok has no row
    province   varchar not null,
    office     integer not null,
    valid_from date,                    -- null = from an unknown past
    valid_to   date                     -- first day on which it no longer holds; null = still
);

-- ---------------------------------------------------------------- records
create table lao (                      -- key: lao_code + version. One row a dated version of a LAO.
    lao_code         varchar not null,  -- seven digits, from the registry
    version          integer not null,  -- 1, 2, … in order of time
    name             varchar not null,  -- without the type
    lao_type         varchar not null,
    province         varchar not null,
    district         varchar,           -- district name as the registry writes it
    lat              double,            -- both or neither
    lon              double,
    area_km2         double,
    valid_from       date,              -- null = from an unknown past
    valid_to         date,              -- first day on which it is no longer valid; null = still
    predecessor_code varchar           -- the LAO that it continues (renamed, merged, upgraded under a new code)
);
create table registry_list (            -- every registry file that was read
    import_id varchar not null,
    as_of     date not null,
    mode      varchar not null,         -- full, amendment
    laos      integer not null
);
create table participation (            -- key: fiscal_year + lao_code
    fiscal_year      integer not null,
    lao_code         varchar not null,
    track            varchar not null,
    step             integer not null,  -- 1-4 on the ladder, stage 1-3 on the fast track
    applied_on       date,
    channels         varchar[],         -- null = not told
    status           varchar,           -- null counts as active
    has_coordinator  boolean,
    has_leader       boolean,
    has_volunteers   boolean,
    plan_adopted_on  date,
    lessons_on       date,
    self_assessed_on date,
    model_lao_code   varchar,           -- the learning centre it learns from
    change_agents    bigint,            -- people trained
    import_id        varchar not null
);
create table activity (                 -- key: activity_id
    activity_id   varchar not null using compression zstd, -- the one column that is different in every row
    fiscal_year   integer not null,
    lao_code      varchar not null,
    name          varchar not null,
    category      varchar not null,
    step          integer,              -- the step it serves
    start_on      date,
    end_on        date,
    budget_lao    decimal(18, 2),
    budget_deqp   decimal(18, 2),
    budget_other  decimal(18, 2),
    participants  bigint,
    modes         varchar[],
    partners      varchar[],
    output        varchar,
    output_amount decimal(18, 3),
    output_unit   varchar,
    import_id     varchar not null
);
create table assessment (               -- key: fiscal_year + lao_code; scores 0-100
    fiscal_year       integer not null,
    lao_code          varchar not null,
    score_livable     double not null,
    score_people      double not null,
    score_environment double not null,
    score_learning    double not null,
    result            varchar,
    import_id         varchar not null
);
create table award (                    -- key: fiscal_year + lao_code + award
    fiscal_year    integer not null,
    lao_code       varchar not null,
    award          varchar not null,    -- as it was written
    award_level    varchar not null,
    award_category varchar not null,
    award_rank     varchar,             -- winner, runner_up_1 … ; text that fits none keeps its words in `award`
    size           varchar,
    import_id      varchar not null
);
create table visit (                    -- key: visited_on + lao_code + visit_by + visit_kind
    visited_on date not null,
    lao_code   varchar not null,
    visit_by   varchar not null,
    visit_kind varchar not null,
    finding    varchar,
    import_id  varchar not null
);
create table event (                    -- key: held_on + name + event_level + province
    held_on      date not null,
    name         varchar not null,
    event_kind   varchar not null,
    event_level  varchar not null,
    province     varchar,               -- null where it belongs to none
    place        varchar,
    participants bigint,
    import_id    varchar not null
);
create table alias (                    -- a name that a person has settled
    kind     varchar not null,          -- lao, province
    written  varchar not null,          -- as it stands in files (comparison form)
    province varchar,
    code     varchar not null,
    primary key (kind, written, province)
);
create table rejected_row (             -- no row is lost: what could not be accepted stays, whole
    import_id   varchar not null,
    file        varchar not null,
    sheet       varchar not null,
    row         integer not null,       -- the spreadsheet's own number, 1 = first
    kind        varchar not null,
    "column"    varchar,
    reason_code varchar not null,
    reason_th   varchar not null,
    reason_en   varchar not null,
    candidates  varchar[],
    cells       json not null,          -- header -> cell as text; personal columns blanked
    record_key  varchar,                -- the key that it would have had, where it could be read
    province    varchar,
    resolved_in varchar                 -- the import that accepted the same key later
);

-- ---------------------------------------------------------------- roll-ups (written by la21data/rollup.py)
-- Every roll-up carries the place columns: fiscal_year, lao (the code under which a LAO is followed through renaming
-- and upgrading), province, region, office (0 = none), pilot, lao_type, track (null = not taking part that year).
create table lineage (                  -- every LAO code ever met, and the code under which that LAO is followed
    lao_code   varchar not null,
    lao        varchar not null,        -- its own code, or that of the LAO that continues it
    generation integer not null         -- how many times it was continued since: 0 = this is the code it is followed under
);
create table lao_year (                 -- key: fiscal_year + lao. One row a LAO and year in which it was valid or had a record.
    fiscal_year integer not null, lao varchar not null, province varchar not null, region varchar not null,
    office integer not null, pilot boolean not null, lao_type varchar not null, track varchar,
    lao_code         varchar not null,  -- the code it had that year
    valid            boolean not null,  -- on the last day of the fiscal year
    applied          boolean not null,  -- a participation row of any status
    withdrawn        boolean not null,
    taking_part      boolean not null,
    status           varchar,
    step             integer,           -- null = not taking part
    took_part_before boolean,           -- in P(FY-1); null where the year has no participation records at all
    is_new           boolean not null,  -- in P(FY), in no earlier P
    first_year       integer,           -- first fiscal year of taking part, so far
    years_same_step  integer not null,  -- consecutive years taking part on this track and step, this one included
    reached_top      boolean not null,  -- has reached ladder step 4 or fast-track stage 3, this year or earlier
    ready_to_rise    boolean not null,
    applications     integer not null,  -- 0 or 1
    applied_on       date,
    has_coordinator boolean, has_leader boolean, has_volunteers boolean, -- of its application; null = not told
    dated            boolean not null,  -- the application has a date
    late             boolean not null,
    readiness_known  boolean not null,  -- all three readiness items are known
    ready            boolean not null,  -- all three are yes
    plan_adopted     boolean not null,  -- by the fiscal year's end
    change_agents    bigint not null,
    model_lao        varchar,           -- the LAO (as followed) it learns from
    activities       bigint not null,
    participants     bigint not null,
    budget_lao       decimal(38, 2) not null,
    budget_deqp      decimal(38, 2) not null,
    budget_other     decimal(38, 2) not null,
    partners         bigint not null,
    assessed         boolean not null,
    score            double,            -- mean of the four components
    score_livable double, score_people double, score_environment double, score_learning double,
    awards           bigint not null,
    visits           bigint not null,
    optional_cells   bigint not null,   -- optional cells of its records that year, and how many of them are filled
    filled_cells     bigint not null
);
create table lao_year_filled (          -- how many of its activities tell each of their optional columns
    fiscal_year integer not null, lao varchar not null, province varchar not null, region varchar not null,
    office integer not null, pilot boolean not null, lao_type varchar not null, track varchar,
    activities bigint not null,
    filled_step bigint not null, filled_start_on bigint not null, filled_end_on bigint not null,
    filled_budget_lao bigint not null, filled_budget_deqp bigint not null, filled_budget_other bigint not null,
    filled_participants bigint not null, filled_modes bigint not null, filled_partners bigint not null,
    filled_output bigint not null, filled_output_amount bigint not null, filled_output_unit bigint not null
);
create table lao_year_category (        -- activities; step = the step that the activity serves
    fiscal_year integer not null, lao varchar not null, province varchar not null, region varchar not null,
    office integer not null, pilot boolean not null, lao_type varchar not null, track varchar,
    category varchar not null, step integer,
    activities bigint not null, participants bigint not null,
    budget_lao decimal(38, 2) not null, budget_deqp decimal(38, 2) not null, budget_other decimal(38, 2) not null,
    partners bigint not null
);
create table province_year_category (   -- the same by province, whole and small: what most pages ask for
    fiscal_year integer not null, province varchar not null, region varchar not null, office integer not null,
    pilot boolean not null, category varchar not null,
    laos bigint not null, activities bigint not null, participants bigint not null,
    budget_lao decimal(38, 2) not null, budget_deqp decimal(38, 2) not null, budget_other decimal(38, 2) not null,
    partners bigint not null
);
create table lao_year_mode (            -- one activity counts in each of its modes
    fiscal_year integer not null, lao varchar not null, province varchar not null, region varchar not null,
    office integer not null, pilot boolean not null, lao_type varchar not null, track varchar,
    category varchar not null, mode varchar not null, activities bigint not null, participants bigint not null
);
create table lao_year_output (          -- units are never added to one another
    fiscal_year integer not null, lao varchar not null, province varchar not null, region varchar not null,
    office integer not null, pilot boolean not null, lao_type varchar not null, track varchar,
    category varchar not null, output_unit varchar not null, activities bigint not null, amount decimal(38, 3) not null
);
create table lao_year_channel (         -- one application counts in each of its channels
    fiscal_year integer not null, lao varchar not null, province varchar not null, region varchar not null,
    office integer not null, pilot boolean not null, lao_type varchar not null, track varchar,
    channel varchar not null, applied boolean not null, dated boolean not null, late boolean not null,
    readiness_known boolean not null, ready boolean not null
);
create table lao_year_component (
    fiscal_year integer not null, lao varchar not null, province varchar not null, region varchar not null,
    office integer not null, pilot boolean not null, lao_type varchar not null, track varchar,
    component varchar not null, score double not null
);
create table lao_year_award (
    fiscal_year integer not null, lao varchar not null, province varchar not null, region varchar not null,
    office integer not null, pilot boolean not null, lao_type varchar not null, track varchar,
    award_level varchar not null, award_category varchar not null, awards bigint not null
);
create table lao_year_visit (
    fiscal_year integer not null, lao varchar not null, province varchar not null, region varchar not null,
    office integer not null, pilot boolean not null, lao_type varchar not null, track varchar,
    visit_by varchar not null, visit_kind varchar not null, visits bigint not null
);
create table province_year_event (      -- province, region, office and pilot are null where an event belongs to no province
    fiscal_year integer not null, province varchar, region varchar, office integer, pilot boolean,
    event_kind varchar not null, event_level varchar not null, events bigint not null, participants bigint not null
);
create table step_transition (          -- key: fiscal_year + lao. From fiscal_year - 1 to fiscal_year, either side taking part.
    fiscal_year integer not null, lao varchar not null, province varchar not null, region varchar not null,
    office integer not null, pilot boolean not null, lao_type varchar not null, track varchar,
    from_track varchar, from_step integer, to_track varchar, to_step integer,
    change varchar not null             -- joined, returned, left, stayed, advanced, went_back, changed_track
);
create table recorded (                 -- which kinds of records exist for which year: a zero is only a zero where there are any
    kind varchar not null, fiscal_year integer not null, records bigint not null
);
create view province_place (province, region, office, pilot) as -- every province as it stands now: the denominator of coverage
    select province.province, region, coalesce(province_office.office, 0) as office, is_pilot as pilot
    from province left join province_office on province_office.province = province.province and province_office.valid_to is null;
