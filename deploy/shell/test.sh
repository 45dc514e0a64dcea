# `ihub test [--filter EXPRESSION] [--jobs N] [PROJECT…]`: every test project, two at a time; the last line counts all of them.

test_usage() {
  cat <<'TEXT'
Usage: ihub test [PROJECT…] [--filter EXPRESSION]

Builds everything and runs the tests. The last line is `N passed, N failed`.

  PROJECT              Only test projects whose name contains this word (Schemas, Wire, …)
  --filter EXPRESSION  Only tests that match, as in `dotnet test` (FullyQualifiedName~Signature)
  --jobs N             Test projects that run at once (default 2: one waits for processes and databases while the other computes)
  --list               Names the test projects and ends
TEXT
}

run_tests() {
  local filter= names=() list= jobs=2
  while [ $# -gt 0 ]; do
    case $1 in
      -h|--help) test_usage; exit 0 ;;
      --filter) [ $# -gt 1 ] || wrong_test_use "--filter needs an expression"; filter=$2; shift ;;
      --filter=*) filter=${1#--filter=} ;;
      --jobs) [ $# -gt 1 ] || wrong_test_use "--jobs needs a number"; jobs=$2; shift ;;
      --jobs=*) jobs=${1#--jobs=} ;;
      --list) list=1 ;;
      -*) wrong_test_use "unknown option \`$1\`" ;;
      *) names+=("$1") ;;
    esac
    shift
  done

  [[ $jobs =~ ^[1-9][0-9]?$ ]] || wrong_test_use "--jobs needs a number from 1 to 99"

  local projects=() project chosen=() name
  mapfile -t projects < <(cd "$root" && find tests -mindepth 2 -maxdepth 2 -name '*.Tests.csproj' | LC_ALL=C sort)
  for project in "${projects[@]}"; do
    if [ ${#names[@]} -eq 0 ]; then chosen+=("$project"); continue; fi
    for name in "${names[@]}"; do
      case ${project,,} in *"${name,,}"*) chosen+=("$project"); break ;; esac
    done
  done
  [ ${#chosen[@]} -gt 0 ] || wrong_test_use "no test project is called \`${names[*]}\`"
  if [ -n "$list" ]; then
    for project in "${chosen[@]}"; do basename "$project" .csproj; done
    exit 0
  fi

  total_passed=0 total_failed=0 total_skipped=0
  results=$root/artifacts/test-results
  rm -rf "$results"
  mkdir -p "$results"
  mapfile -t chosen < <(longest_first "${chosen[@]}")
  local running=0
  for project in "${chosen[@]}"; do
    if [ "$running" -ge "$jobs" ]; then wait -n || true; else running=$((running + 1)); fi
    run_test_project "$(basename "$project" .csproj)" "$filter" &
  done
  wait

  local passed failed skipped
  for project in "${chosen[@]}"; do
    # A project that left no count was ended from outside: that is no pass.
    read -r passed failed skipped <"$results/$(basename "$project" .csproj).count" || { passed=0 failed=1 skipped=0; }
    total_passed=$((total_passed + passed))
    total_failed=$((total_failed + failed))
    total_skipped=$((total_skipped + skipped))
  done

  local summary="$total_passed passed, $total_failed failed"
  [ "$total_skipped" -eq 0 ] || summary+=", $total_skipped skipped"
  if [ $((total_passed + total_failed)) -eq 0 ]; then
    say "no test ran"
    printf '%s\n' "$summary"
    exit 1
  fi
  printf '%s\n' "$summary"
  [ "$total_failed" -eq 0 ]
}

wrong_test_use() { printf '%s\n' "ihub test: $1. Try \`ihub test --help\`." >&2; exit 2; }

# Those that take minutes begin first, so that none of them runs alone at the end.
longest_first() {
  local long=(Wire Portal Storage Host Customers Acceptance Market Retail) name project
  for name in "${long[@]}"; do
    for project in "$@"; do [[ $project != *".$name.Tests.csproj" ]] || printf '%s\n' "$project"; done
  done
  for project in "$@"; do
    for name in "${long[@]}"; do [[ $project != *".$name.Tests.csproj" ]] || continue 2; done
    printf '%s\n' "$project"
  done
}

# What a project printed comes in one piece, when it has ended.
run_test_project() {
  local report; report=$(test_project "$@")
  printf '%s\n' "$report"
}

# Tests that failed are run once more, where they are few: a machine that stood still is not a fault of the hub. What failed first stays in sight.
most_second_tries=3

test_project() {
  local name=$1 filter=$2 output=$results/$1.txt trx=$results/$1.trx status=0 begin=$SECONDS again=
  run_dll "$name" "$filter" "$name" >"$output" 2>&1 </dev/null || status=$?
  local passed=0 failed=0 skipped=0
  read_counters "$trx"
  # A run that broke (a crash, a hang, a missing assembly) counts as a failure even where no test says so.
  if [ "$status" -ne 0 ] && [ "$failed" -eq 0 ]; then failed=1; fi

  # After a crash other tests never ran: nothing makes that good.
  if [ "$failed" -gt 0 ] && [ -e "$trx" ] && ! grep -qi 'aborted\|crashed\|cleanup failure' "$output"; then
    local names
    mapfile -t names < <(failed_tests "$trx")
    if [ ${#names[@]} -gt 0 ] && [ "$failed" -le $most_second_tries ]; then
      again=$failed
      if run_dll "$name" "$(any_of "${names[@]}")" "$name.again" >"$results/$name.again.txt" 2>&1 </dev/null && [ "$(passed_in "$results/$name.again.trx")" -ge "$failed" ]; then
        passed=$((passed + failed)) failed=0
      fi
    fi
  fi

  printf '%-42s %6d passed %5d failed %5d skipped %6d s\n' "$name" "$passed" "$failed" "$skipped" $((SECONDS - begin))
  if [ -e "$trx" ]; then
    # Tests that cannot run here return early and say so.
    grep -o 'SKIPPED: [^<]*' "$trx" | sort | uniq -c | sed 's/^ *\([0-9]*\) /    \1 × /' || true
  fi
  if [ -n "$again" ] && [ "$failed" -eq 0 ]; then printf '    AGAIN: %s passed at the second try only; what it said at the first:\n' "$(IFS=,; echo "${names[*]##*.}")"; fi
  if [ "$status" -ne 0 ]; then sed 's/^/    /' "$output"; fi
  if [ -n "$again" ] && [ "$failed" -gt 0 ]; then sed 's/^/    second try: /' "$results/$name.again.txt"; fi

  printf '%d %d %d\n' "$passed" "$failed" "$skipped" >"$results/$name.count"
}

run_dll() {
  local name=$1 filter=$2 log=$3 arguments=()
  [ -z "$filter" ] || arguments=(--filter "$filter")
  # Tests and the hubs they start live for seconds: counting for the compiler, and compiling again what ran thirty times, costs them a third of their
  # processor time and comes too late to be of use (docs/performance/exchange.md).
  (
    cd "$root/tests/$name/bin/$configuration/net10.0"
    export DOTNET_TieredPGO=0 DOTNET_TC_CallCountThreshold=0x100 DOTNET_ThreadPool_UnfairSemaphoreSpinLimit=0
    "$dotnet" test "$name.dll" "${arguments[@]}" --results-directory "$results" --logger "trx;LogFileName=$log.trx" \
      --logger 'console;verbosity=minimal' --blame-hang-timeout 12m --blame-hang-dump-type none
  )
}

# Sets passed, failed and skipped of the caller.
read_counters() {
  local counters
  counters=$(grep -m1 -o '<Counters [^>]*>' "$1" 2>/dev/null || true)
  [ -n "$counters" ] || return 0
  passed=$(counter passed "$counters")
  failed=$(counter failed "$counters")
  skipped=$(($(counter total "$counters") - passed - failed))
}

# A filter that finds nothing ends well, too: only tests that ran count.
passed_in() {
  local passed=0 failed=0 skipped=0
  read_counters "$1"
  echo "$passed"
}

# The methods behind the failed results of a trx file, as Namespace.Class.Method; all cases of a theory run again.
failed_tests() {
  local ids
  ids=$(grep -o '<UnitTestResult [^>]*outcome="Failed"' "$1" | sed 's/.*testId="\([^"]*\)".*/\1/' | sort -u)
  [ -n "$ids" ] || return 0
  tr -d '\n\r' <"$1" | sed 's/<UnitTest /\n&/g; s:</UnitTest>:\n:g' | grep -F "$ids" | sed -n 's/^<UnitTest .*<TestMethod [^>]*className="\([^"]*\)" name="\([^"(]*\).*/\1.\2/p' | sort -u
}

any_of() { local name joined=; for name; do joined+="${joined:+|}FullyQualifiedName=$name"; done; printf '%s' "$joined"; }

counter() { sed "s/.* $1=\"\([0-9]*\)\".*/\1/" <<<"$2"; }
