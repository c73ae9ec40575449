# The lines of measure (load/shared.sh) as JSON. What begins with "start" or "resident" is of another kind: who, that word, numbers.

def median: sort | .[(length - 1) / 2 | floor];
def figure: {median: median, runs: .};
# In the order in which each group began.
def groups(by): [to_entries | group_by(.value | by) | sort_by(.[0].key)[] | map(.value)];

def load: {
  who: .[0][0],
  work: .[0][1],
  rate: map(.[2]) | figure,
  p50_ms: map(.[3]) | figure,
  p99_ms: map(.[4]) | figure,
  failures: map(.[5]) | add,
  server_cpu_us: map(.[6]) | figure,
  others_cores: map(.[7]) | figure
};
def start: {who: .[0][0], first_answer_ms: map(.[2]) | figure, idle_mb: map(.[3]) | figure};

def results:
  [inputs | split(" ") | .[:2] + (.[2:] | map(tonumber))]
  | {
      command: $command,
      commit: $commit,
      machine: {cores: $cores | tonumber, processor: $processor, memory_gb: $memory | tonumber, system: $system, java: $java},
      java_options: $options,
      connections: (if $connections == "" then null else $connections | tonumber end),
      seconds: $seconds | tonumber,
      rounds: $rounds | tonumber,
      results: map(select(.[1] != "start" and .[1] != "resident" and .[1] != "hash")) | groups(.[:2]) | map(load),
      starts: map(select(.[1] == "start")) | groups(.[0]) | map(start),
      resident_after_load_mb: map(select(.[1] == "resident") | {(.[0]): .[2]}) | add,
      hash_ms: map(select(.[1] == "hash") | .[2]) | (if . == [] then null else figure end),
      hashes_per_second_on_all_cores: map(select(.[1] == "hash") | .[4]) | (if . == [] then null else figure end)
    }
  | with_entries(select(.value != null and .value != [] and .value != ""));
