#!/usr/bin/env python3
"""Lengths and lever arms of a body against tables of published models.

    bench/lever_arms.py [BODY] [--reference DIR] [--program FILE] [--list]

BODY: an atlas or an archive, as for `smrt-atlas measure --body`; without it the default body. DIR holds moment_arms_given.csv and
actions_given.csv (columns: anatomical_name, side, coordinate, angle_deg, length_ratio_to_neutral, moment_arm_mm, confidence,
in_physiological_range). Compared are samples within the physiological range that are not of low confidence; a lever arm counts from 5 mm,
as it is: bodies differ in size, and nothing is scaled. --list prints the median error of every muscle and coordinate. Lengths in
the neutral posture are compared too, as they are. Exit code 1 if the
program fails, 2 on bad usage.
"""
import argparse
import collections
import csv
import json
import pathlib
import statistics
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
LEAST_ARM = 5.0  # mm

# Anatomical zero of everything that the tables move, forearm supinated. The tables' neutral is this posture.
NEUTRAL = {
    'right elbow flexion': 0, 'right forearm pronation': -85, 'right wrist flexion': 0, 'right wrist ulnar deviation': 0,
    'right hip flexion': 0, 'right hip abduction': 0, 'right hip internal rotation': 0, 'right knee flexion': 0,
    'right ankle dorsiflexion': 0, 'right shoulder flexion': 0, 'right shoulder abduction': 0,
}
# The tables' coordinates in this program's words: word, and degrees of it for a degree of theirs.
WORDS = {
    'forearm pronation': ('right forearm pronation', 1, -85),
    'lumbar extension': ('lumbar extension', 1, 0),
    'lumbar lateral flexion to the right': ('right lumbar lateral flexion toward', 1, 0),
    'lumbar rotation to the left': ('left lumbar rotation toward', 1, 0),
    'subtalar inversion': ('right calcaneus inversion', 1, 0),
    'index metacarpophalangeal flexion': ('right index MCP flexion', 1, 0),
    'metatarsophalangeal extension': ('right lesser toe MTP extension', 1, 0),
    'thumb carpometacarpal radial abduction': ('right thumb CMC extension', 1, 0),
}
# Muscles that the tables name otherwise: what ours are called on one body or another (those that a body has count, by their mean), and the
# bundle if only one is meant.
MUSCLES = {
    'erector spinae (one lumped line)': (['iliocostalis lumborum', 'longissimus thoracis'], ''),
    'external oblique of abdomen (one line)': (['external oblique'], ''),
    'gemelli (superior and inferior, lumped)': (['gemellus superior', 'gemellus inferior'], ''),
    'gluteus maximus, superior part': (['gluteus maximus'], 'superior'),
    'gluteus maximus, middle part': (['gluteus maximus'], 'inferior'),
    'gluteus maximus, inferior part': (['gluteus maximus'], 'coccygeal'),
    'gluteus minimus, anterior part': (['gluteus minimus'], 'anterior'),
    'gluteus minimus, middle part': (['gluteus minimus'], ''),
    'gluteus minimus, posterior part': (['gluteus minimus'], 'posterior'),
    'adductor magnus, distal part': (['hamstring part of adductor magnus', 'adductor magnus'], 'hamstring'),
    'adductor magnus, ischiocondylar part': (['hamstring part of adductor magnus', 'adductor magnus'], 'hamstring'),
    'adductor magnus, middle part': (['adductor part of adductor magnus', 'adductor magnus'], 'adductor'),
    'adductor magnus, superior part': (['adductor minimus'], ''),
    'adductor magnus, proximal part (adductor minimus)': (['adductor minimus'], ''),
    'extensor carpi ulnaris': (['humeral head of extensor carpi ulnaris', 'ulnar head of extensor carpi ulnaris'], ''),
}
for finger, digit in (('index', 2), ('middle', 3), ('ring', 4), ('little', 5)):
    MUSCLES[f'flexor digitorum profundus, {finger} finger part'] = (['flexor digitorum profundus'], f'digit {digit}')
    MUSCLES[f'flexor digitorum superficialis, {finger} finger part'] = (
        ['humero-ulnar head of flexor digitorum superficialis'], f'digit {digit}')


def pose_text(values):
    return '; '.join(f'{name}={value:g}' for name, value in values.items())


def find_word(coordinate, side):
    if coordinate in WORDS:
        return WORDS[coordinate]
    return f'{side} {coordinate}', 1, 0


def read_rows(path):
    with open(path, newline='', encoding='utf-8') as file:
        return list(csv.DictReader(file))


def find_parts(program, body, wanted):
    """Those of the wanted names that the body has: the other parts need not be measured."""
    command = [program, 'measure', '--json'] + (['--body', body] if body else [])
    rows = json.loads(subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout)
    return [row['name'] for row in rows if row['name'].lower() in wanted]


def run_measure(program, body, poses, parts):
    with tempfile.NamedTemporaryFile('w', suffix='.txt', delete=False) as file:
        file.write('\n'.join(poses) + '\n')
    command = [program, 'measure', '--poses', file.name] + (['--body', body] if body else [])
    for part in parts:
        command += ['--part', part]
    found = {}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        for line in process.stdout:
            posture = json.loads(line)
            rows = collections.defaultdict(list)
            for part in posture['parts']:
                rows[part['name'].lower()].append(part)
            found[posture['pose']] = rows
    pathlib.Path(file.name).unlink()
    if process.returncode != 0:
        sys.exit(1)
    return found


def readings(rows, name, side):
    """Length and lever arms of what a table calls by this name; None if the body has no such part."""
    parts, bundle = MUSCLES.get(name, ([name], ''))
    lengths, arms = [], collections.Counter()
    for part in parts:
        for row in rows.get(f'{side} {part}', []):
            pieces = [piece for piece in row.get('parts', []) if bundle and piece['name'].startswith(bundle)] or [row]
            for piece in pieces:
                lengths.append(piece['length_mm'])
                arms.update(piece['lever_arms'])
    if not lengths:
        return None
    return sum(lengths) / len(lengths), {key: value / len(lengths) for key, value in arms.items()}


def compare_actions(reference, at):
    right = count = 0
    for row in read_rows(reference / 'actions_given.csv'):
        if row['sign'] == '0' or float(row['mean_abs_moment_arm_mm']) < LEAST_ARM:
            continue
        word = find_word(row['coordinate'], row['side'])[0]
        arms = [a for a in at(row) if a is not None]
        if not arms:
            continue
        count += 1
        mean = sum(arms) / len(arms)
        if mean * (1 if row['sign'] == '+' else -1) > 0:
            right += 1
        else:
            print(f"other sign: {row['model']} {row['anatomical_name']}, {word}: {mean:.1f} mm, theirs {row['sign']}"
                  f"{row['mean_abs_moment_arm_mm']} ({row['confidence']} confidence)")
    print(f'actions: {right} of {count} have the sign')


def main():
    parser = argparse.ArgumentParser(description=__doc__.split('\n', maxsplit=1)[0])
    parser.add_argument('body', nargs='?', default='')
    parser.add_argument('--reference', type=pathlib.Path, default=HERE.parent.parent / 'shared' / 'reference')
    parser.add_argument('--program', default=str(HERE.parent / 'build' / 'release' / 'smrt-atlas'))
    parser.add_argument('--list', action='store_true')
    given = parser.parse_args()
    samples = [row for row in read_rows(given.reference / 'moment_arms_given.csv')
               if row['in_physiological_range'] == '1' and row['confidence'] != 'low']

    def pose_of(coordinate, side, angle):
        word, factor, zero = find_word(coordinate, side)
        values = dict(NEUTRAL)
        values[word] = zero + factor * float(angle)
        return pose_text(values)

    poses = {pose_text(NEUTRAL): None}
    for row in samples:
        poses[pose_of(row['coordinate'], row['side'], row['angle_deg'])] = None
    names = {row['anatomical_name'] for row in samples}
    wanted = {f'{side} {part}' for side in ('right', 'left') for name in names for part in MUSCLES.get(name, ([name], ''))[0]}
    found = run_measure(given.program, given.body, list(poses), find_parts(given.program, given.body, wanted))
    neutral = found[pose_text(NEUTRAL)]

    errors, off, missing = collections.defaultdict(list), collections.defaultdict(list), set()
    by_muscle = collections.defaultdict(list)
    neutral_lengths = {}
    for row in samples:
        here = readings(found[pose_of(row['coordinate'], row['side'], row['angle_deg'])], row['anatomical_name'], row['side'])
        rest = readings(neutral, row['anatomical_name'], row['side'])
        if here is None or rest is None:
            missing.add(row['anatomical_name'])
            continue
        word = find_word(row['coordinate'], row['side'])[0]
        key = (row['model'], row['anatomical_name'], row['coordinate'])
        theirs, ours = float(row['moment_arm_mm']), here[1].get(word, 0.0)
        by_muscle[key[1:]].append((row['model'], ours, theirs))
        if abs(theirs) >= LEAST_ARM:
            errors[key].append(abs(ours - theirs) / abs(theirs))
        ratio = here[0] / rest[0] / float(row['length_ratio_to_neutral'])
        off[key].append(abs(ratio - 1))
        neutral_lengths[key[:2]] = rest[0] * float(row['length_ratio_to_neutral']) / float(row['length_mm'])
    if given.list:
        for key in off:
            median = statistics.median(errors[key]) if errors[key] else float('nan')
            arms = [pair for pair in by_muscle[key[1:]] if pair[0] == key[0]]
            middle = len(arms) // 2
            print(f'{median:6.2f} {sum(o > 0.05 for o in off[key]):3d}/{len(off[key]):3d}  {key[0]:13s} {key[1]}, {key[2]}: '
                  + ', '.join(f'{ours:.0f}|{theirs:.0f}' for _, ours, theirs in arms[::max(1, len(arms) // 6)]))
    every = [e for group in errors.values() for e in group]
    offs = [o for group in off.values() for o in group]
    print(f'lever arms: median error {100 * statistics.median(every):.1f} % of {len(every)} samples (goal 25)')
    print(f'length ratio: {100 * sum(o <= 0.05 for o in offs) / len(offs):.1f} % of {len(offs)} samples within 5 % (goal 90)')
    apart = statistics.median(abs(share - 1) for share in neutral_lengths.values())
    print(f'neutral length: {100 * apart:.0f} % apart (median of {len(neutral_lengths)}), ours '
          f'{statistics.median(neutral_lengths.values()):.2f} of theirs (median; bodies differ in size)')
    if missing:
        print('not in this body:', '; '.join(sorted(missing)))

    def arms_over_range(row):
        word = find_word(row['coordinate'], row['side'])[0]
        for pose, rows in found.items():
            values = dict(piece.split('=') for piece in pose.split('; '))
            base = {key: f'{value:g}' for key, value in NEUTRAL.items() if key != word}
            if word not in values and pose != pose_text(NEUTRAL):
                continue
            if any(values.get(key) != value for key, value in base.items()) or set(values) - set(base) - {word}:
                continue
            zero = find_word(row['coordinate'], row['side'])[2]
            angle = float(values.get(word, zero)) - zero
            if not float(row['from_deg']) - 1e-6 <= angle <= float(row['to_deg']) + 1e-6:
                continue
            reading = readings(rows, row['anatomical_name'], row['side'])
            yield None if reading is None else reading[1].get(word, 0.0)

    compare_actions(given.reference, arms_over_range)


if __name__ == '__main__':
    main()
