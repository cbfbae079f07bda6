#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# many-machines.sh FOLDER hosts|cluster COMMAND...: runs a command in FOLDER/work where there
# are two hosts to be called by ssh, mill and barn, or a Slurm cluster of one node.  For
# many.sh, which gives it namespaces of its own: nothing of this is seen outside, and all of it
# ends with the first process.  A host sees the same files but for FOLDER/work and the home,
# which are empty there, has a network of its own, and says who it is by HOST.

set -eu
folder=$1 kind=$2
shift 2

# link NAME PID N: a network of two, 10.0.N.1 here and 10.0.N.2 in another process's.
link ()
{
  ip link add "$1" type veth peer name eth0 netns "$2"
  ip addr add "10.0.$3.1/24" dev "$1"
  ip link set "$1" up
}

start_host ()
{
  local host=$1 n=$2 pid
  cat >"$folder/sshd-$host" <<EOF
ListenAddress 10.0.$n.2
HostKey $folder/key
AuthorizedKeysFile $folder/key.pub
StrictModes no
UsePAM no
PidFile none
PasswordAuthentication no
SetEnv PATH=$PATH HOST=$host
EOF
  printf 'Host %s\n  HostName 10.0.%s.2\n' "$host" "$n" >>"$folder/ssh-config"
  # shellcheck disable=SC2016   # the inner shell's words
  unshare --mount --net bash -c '
    until ip link show eth0; do sleep 0.02; done
    ip addr add "10.0.$1.2/24" dev eth0 && ip link set eth0 up
    mount -t tmpfs tmpfs "$HOME" && mount -t tmpfs tmpfs "$2/work"
    exec "$(command -v sshd)" -D -e -f "$2/sshd-$3"' bash "$n" "$folder" "$host" >"$folder/$host.log" 2>&1 &
  pid=$!
  until [ "$(readlink "/proc/$pid/ns/net")" != "$(readlink /proc/self/ns/net)" ]; do sleep 0.02; done
  link "$host" "$pid" "$n"
}

start_hosts ()
{
  local host
  mkdir -p /run/sshd
  ssh-keygen -q -t ed25519 -N '' -f "$folder/key"
  start_host mill 1
  start_host barn 2
  cat >>"$folder/ssh-config" <<EOF
Host *
  IdentityFile $folder/key
  StrictHostKeyChecking no
  UserKnownHostsFile /dev/null
  LogLevel ERROR
EOF
  for host in mill barn; do
    until ssh "$host" true 2>/dev/null; do sleep 0.1; done
  done
}

start_cluster ()
{
  # Slurm asks for addresses of networks that are up.
  ip link add eth0 type veth peer name eth1
  ip addr add 10.0.1.1/24 dev eth0
  ip link set eth0 up
  ip link set eth1 up
  hostname localhost
  mkdir "$folder/state" "$folder/spool"
  head -c 1024 /dev/urandom >"$folder/munge.key"
  chmod 400 "$folder/munge.key"
  munged --force --key-file="$folder/munge.key" --socket="$folder/munge.sock" \
    --pid-file="$folder/munge.pid" --log-file="$folder/munge.log" --seed-file="$folder/munge.seed"
  export SLURM_CONF=$folder/slurm.conf
  cat >"$SLURM_CONF" <<EOF
ClusterName=test
SlurmctldHost=localhost(10.0.1.1)
SlurmUser=root
AuthType=auth/munge
AuthInfo=socket=$folder/munge.sock
StateSaveLocation=$folder/state
SlurmdSpoolDir=$folder/spool
SlurmctldPidFile=$folder/slurmctld.pid
SlurmdPidFile=$folder/slurmd.pid
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
MpiDefault=none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU_Memory
SlurmdParameters=config_overrides
SchedulerParameters=batch_sched_delay=0,sched_interval=1
NodeName=localhost NodeAddr=10.0.1.1 CPUs=8 RealMemory=16000
PartitionName=all Nodes=ALL Default=YES State=UP
EOF
  slurmctld -D >"$folder/slurmctld.log" 2>&1 &
  slurmd -D >"$folder/slurmd.log" 2>&1 &
  until sinfo -h -o %t 2>/dev/null | grep -q idle; do sleep 0.1; done
}

mount -t tmpfs tmpfs /run
ip link set lo up
case $kind in
  hosts)   start_hosts ;;
  cluster) start_cluster ;;
esac

cd "$folder/work"
"$@"
