# What results.jq makes, as tables in Markdown. Ratios are to Munjigi at the same work.

def rounded: if . >= 100 then round else . * 100 | round / 100 end;
def row: "| " + (map(tostring) | join(" | ")) + " |";
def rule: map("---") | row;
def rows(head): (head | row), (head | rule), (.[] | row);

def work_table($all):
  .[0].work as $work
  | ($all | map(select(.who == "munjigi" and .work == $work)) | .[0]) as $ours
  | map([.who, .rate.median, (.rate.median / $ours.rate.median | rounded), (.p50_ms.median | rounded), (.p99_ms.median | rounded),
      .server_cpu_us.median, (.server_cpu_us.median / $ours.server_cpu_us.median | rounded), .failures])
  | rows([$work, "per second", "to Munjigi", "p50, ms", "p99, ms", "server CPU a call, µs", "to Munjigi", "failures"]);

def start_table($resident):
  map([.who, .first_answer_ms.median, .idle_mb.median, $resident[.who]])
  | rows(["start", "to the first answer, ms", "resident after 5 s, MB", "resident after the load, MB"]);

def table:
  .results as $results
  | .resident_after_load_mb as $resident
  | "\(.machine.cores) cores (\(.machine.processor)), \(.machine.memory_gb) GB, \(.machine.system), Java \(.machine.java), \(.java_options);"
    + " \(.connections) connections, \(.seconds) s, medians of \(.rounds)."
    + " Others kept \([.results[].others_cores.median] | add / length | rounded) cores busy meanwhile.",
    ("me", "refresh", "login" | . as $work | $results | map(select(.work == $work)) | select(. != []) | "", work_table($results)),
    "", (.starts | start_table($resident));
