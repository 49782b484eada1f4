#!/usr/bin/env python3
"""Signs of lever arms of a body against the actions that anatomy books give its muscles.

    bench/muscle_actions.py [BODY] [--facts DIR] [--program FILE] [--pose TEXT]

DIR holds muscles.csv (name, side, actions). An action counts where the program has a movement word for it; a muscle that the body has as
parts counts by each part. The posture is a slightly bent one, since at full extension some knee and elbow muscles act either way; an
action `(in flexion)` counts with the hip or shoulder at 80 degrees, one `(upper)` by the bundle of that name if there is one.
Prints what disagrees, with the lever arm in mm (mm a mm for glides), and the share that agrees.
"""
import argparse
import collections
import csv
import json
import pathlib
import re
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
POSE = 'right knee flexion=20; right elbow flexion=45; right hip flexion=10'
IN_FLEXION = 'right knee flexion=20; right elbow flexion=45; right hip flexion=80; right shoulder flexion=80'

# Words of the tables in this program's, where they differ; the side of the muscle goes in front of those that need one.
WORDS = {
    'ankle plantarflexion': 'ankle plantar flexion', 'hallux MTP abduction': 'hallux abduction', 'hallux MTP adduction': 'hallux adduction',
    'head extension': 'upper cervical extension', 'head flexion': 'upper cervical flexion',
    'head lateral flexion ipsilateral': 'upper cervical lateral flexion toward',
    'head rotation ipsilateral': 'upper cervical rotation toward', 'jaw depression': 'mandible depression mm',
    'jaw elevation': 'mandible elevation mm', 'jaw lateral deviation contralateral': 'mandible excursion away mm',
    'jaw protrusion': 'mandible protrusion mm', 'jaw retrusion': 'mandible retrusion mm', 'hyoid depression': 'hyoid depression mm',
    'hyoid elevation': 'hyoid elevation mm', 'hyoid protraction': 'hyoid anterior glide mm',
    'hyoid retraction': 'hyoid posterior glide mm', 'knee external rotation': 'tibial external rotation',
    'knee internal rotation': 'tibial internal rotation', 'little finger CMC opposition': 'fifth CMC flexion',
    'neck extension': 'cervical extension', 'neck flexion': 'cervical flexion',
    'neck lateral flexion ipsilateral': 'cervical lateral flexion toward', 'neck rotation contralateral': 'cervical rotation away',
    'neck rotation ipsilateral': 'cervical rotation toward', 'patella medial tracking': 'patella medial glide mm',
    'pelvic anterior tilt': 'pelvis anterior tilt', 'pelvic posterior tilt': 'pelvis posterior tilt', 'pelvic hike': 'pelvis hike toward',
    'trunk extension': 'lumbar extension+thoracic extension', 'trunk flexion': 'lumbar flexion+thoracic flexion',
    'trunk lateral flexion ipsilateral': 'lumbar lateral flexion toward+thoracic lateral flexion toward',
    'trunk rotation contralateral': 'lumbar rotation away+thoracic rotation away',
    'trunk rotation ipsilateral': 'lumbar rotation toward+thoracic rotation toward',
}

# The finger and the toe that the axis runs through are abducted to either side: each muscle to its own (toward the thumb; away from the big toe).
ITS_OWN_SIDE = {
    ('second dorsal interosseous of hand', 'finger MCP abduction'): ('middle finger MCP abduction', 1),
    ('third dorsal interosseous of hand', 'finger MCP abduction'): ('middle finger MCP abduction', -1),
    ('first dorsal interosseous of foot', 'toe MTP abduction'): ('toe 2 abduction', -1),
    ('second dorsal interosseous of foot', 'toe MTP abduction'): ('toe 2 abduction', 1),
}


def word_of(action):
    action = re.sub(r' \(.*\)$', '', action)
    if action in WORDS:
        return WORDS[action]
    action = re.sub(r'^scapular ', 'scapula ', action)
    return re.sub(r'^toe ', 'lesser toe ', re.sub(r'^toe MTP (ab|ad)', r'lesser toe \1', action))


def known_words():
    text = (HERE.parent / 'assets' / 'body' / 'movements.toml').read_text(encoding='utf-8')
    return set(re.findall(r'^word = "(.*)"$', text, re.M))


def measure(given, pose):
    command = [given.program, 'measure', '--json', '--pose', pose] + (['--body', given.body] if given.body else [])
    answer = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)
    if answer.returncode != 0:
        sys.exit(1)
    by_name = collections.defaultdict(list)
    for row in json.loads(answer.stdout):
        by_name[row['name'].lower()].append(row)
    return by_name


def arm_of(row, word, side, qualifier):
    qualifier = {'upper': 'superior', 'lower': 'inferior'}.get(qualifier, qualifier)
    for bundle in row.get('parts', []):
        if qualifier and qualifier in bundle['name']:
            row = bundle
            break
    return sum(row['lever_arms'].get(f'{side} {one}', row['lever_arms'].get(one, 0.0)) for one in word.split('+'))


def main():
    parser = argparse.ArgumentParser(description=__doc__.split('\n', maxsplit=1)[0])
    parser.add_argument('body', nargs='?', default='')
    parser.add_argument('--facts', type=pathlib.Path, default=HERE.parent.parent / 'shared' / 'facts')
    parser.add_argument('--program', default=str(HERE.parent / 'build' / 'release' / 'smrt-atlas'))
    parser.add_argument('--pose', default=POSE)
    given = parser.parse_args()
    postures = {False: measure(given, given.pose), True: measure(given, IN_FLEXION)}
    words = known_words()
    count = right = 0
    for muscle in csv.DictReader(open(given.facts / 'muscles.csv', newline='', encoding='utf-8')):
        name = muscle['name'].lower()
        side = 'right'
        for action in filter(None, (one.strip() for one in muscle['actions'].split(';'))):
            word = word_of(action)
            if any(one not in words for one in word.split('+')):
                continue
            qualifier = ''.join(re.findall(r'\((.*)\)', action))
            rows = postures[qualifier.endswith('flexion')]
            for row in rows.get(f'right {name}', rows.get(name, [])):
                arm = arm_of(row, word, side, qualifier)
                if (name, action) in ITS_OWN_SIDE:
                    coordinate, sign = ITS_OWN_SIDE[name, action]
                    arm = sign * arm_of(row, coordinate, side, qualifier)
                count += 1
                right += arm > 0
                if arm <= 0:
                    print(f'{row["name"]}: {action} {arm:.2f}')
    print(f'{right} of {count} actions have the sign ({100 * right / max(1, count):.1f} %, goal 98)')


if __name__ == '__main__':
    main()
