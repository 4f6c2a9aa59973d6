#!/usr/bin/env bash
# Three jobs of a Slurm array, each in a copy of its own of the shipped framework, make what one build makes.
# usage: PAF=target/debug/paf tests/job-array.sh
# Needs slurmctld, slurmd and munged (Debian: slurm-wlm, munge) and the right to start them; where they are not there it is
# skipped, and says so; with CI=true that is a failure.
set -euo pipefail
cd "$(dirname "$0")/.."
paf=$(realpath "${PAF:-target/debug/paf}")
export PATH=$PATH:/usr/sbin
for program in slurmctld slurmd munged sbatch; do
  if ! command -v "$program" >/dev/null || [ "$(id -u)" != 0 ]; then
    echo "job array: skipped, no $program or not the right to start it" >&2
    [ "${CI:-}" != true ]
    exit
  fi
done

work=$(mktemp -d)
pids=()
end() {
  for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null || true; done
  wait 2>/dev/null || true
  rm -rf "$work"
}
trap end EXIT
host=$(hostname -s)
mkdir -p "$work"/{state,spool,munge}
chmod 755 "$work"
head -c 1024 /dev/urandom >"$work/munge/key"
chmod 600 "$work/munge/key"
export SLURM_CONF=$work/slurm.conf
cat >"$SLURM_CONF" <<CONF
ClusterName=paf
SlurmctldHost=$host(127.0.0.1)
SlurmctldPort=$((20000 + RANDOM % 10000))
SlurmdPort=$((30000 + RANDOM % 10000))
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket=$work/munge/socket
CredType=cred/munge
StateSaveLocation=$work/state
SlurmdSpoolDir=$work/spool
SlurmctldPidFile=$work/slurmctld.pid
SlurmdPidFile=$work/slurmd.pid
SlurmctldLogFile=$work/slurmctld.log
SlurmdLogFile=$work/slurmd.log
ProctrackType=proctrack/pgid
TaskPlugin=task/none
SwitchType=switch/none
MpiDefault=none
ReturnToService=2
NodeName=$host NodeAddr=127.0.0.1 CPUs=$(nproc) State=UNKNOWN
PartitionName=all Nodes=ALL Default=YES MaxTime=INFINITE State=UP OverSubscribe=FORCE:4
CONF
munged --foreground --force --key-file "$work/munge/key" --socket "$work/munge/socket" --pid-file "$work/munge/pid" \
  --log-file "$work/munge/log" --seed-file "$work/munge/seed" >"$work/munged.out" 2>&1 & pids+=($!)
for _ in $(seq 100); do [ -S "$work/munge/socket" ] && break; sleep 0.1; done
slurmctld -D -f "$SLURM_CONF" >"$work/ctld.out" 2>&1 & pids+=($!)
slurmd -D -f "$SLURM_CONF" -N "$host" >"$work/slurmd.out" 2>&1 & pids+=($!)
for _ in $(seq 200); do sinfo -h -o %T 2>/dev/null | grep -q idle && break; sleep 0.1; done
if ! sinfo -h -o %T 2>/dev/null | grep -q idle; then
  tail -5 "$work"/*.log "$work"/*.out >&2
  echo "job array: FAILED, Slurm does not start" >&2
  exit 1
fi

for clone in whole 1 2 3; do
  mkdir "$work/$clone"
  cp -r framework templates fonts "$work/$clone"
done
what=(--document leaflet --lang en,el,ga,pl --edition eu,ie,pl)
cat >"$work/job.sh" <<JOB
#!/bin/sh
exec "$paf" --root "$work/\$((SLURM_ARRAY_TASK_ID + 1))" build ${what[*]} --shard auto
JOB
sbatch --wait --array=0-2 --output="$work/job-%a.log" --chdir="$work" "$work/job.sh" || {
  cat "$work"/job-*.log >&2
  exit 1
}
cat "$work"/job-*.log | grep ' made in '
"$paf" --root "$work/whole" build "${what[@]}" --message-format short | tail -1
"$paf" --root "$work/whole" merge "$work"/{1,2,3}/output --output "$work/joined"
diff -r --exclude=lock --exclude=runs --exclude=passed "$work/whole/output" "$work/joined"
echo "job array: three jobs of Slurm $(sinfo --version | cut -d' ' -f2) make what one build makes, byte for byte"
