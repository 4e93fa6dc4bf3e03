/** A Dockerfile tells where the base ends where each of its instructions stands in the history, and else nothing. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { alignHistory } from '../../src/base/align-history.ts';
import { type BuildFile, findOwnInstructions } from '../../src/base/build-file.ts';
import { parseDockerfile } from '../../src/base/parse-dockerfile.ts';
import type { HistoryItem } from '../../src/image/documents.ts';

const own = (text: string, more: Partial<BuildFile> = {}, platform = 'linux/amd64') =>
  findOwnInstructions(parseDockerfile(text)!, { args: {}, contexts: {}, ...more }, platform);

describe('the instructions of an image', () => {
  it('are those of its stage and of the stages below, down to an image', () => {
    const text = `# syntax=docker/dockerfile:1
ARG VERSION=12
FROM golang:1 AS tools
RUN make
FROM debian:\${VERSION} AS Base
ENV A=1 \\
  # a remark
  B=2
RUN <<EOF
COPY not this
EOF
FROM base AS test
RUN test
FROM base
COPY --from=tools <<ONE <<TWO /to/
1
ONE
FROM 2
TWO
cmd ["x"]
`;
    assert.deepEqual(own(text), { keywords: ['ENV', 'RUN', 'COPY', 'CMD'], from: 'debian:12' });
    assert.deepEqual(own(text, { target: 'TEST' }), { keywords: ['ENV', 'RUN', 'RUN'], from: 'debian:12' });
    assert.deepEqual(own(text, { target: '0' }), { keywords: ['RUN'], from: 'golang:1' });
    assert.equal(own(text, { target: 'nowhere' }), undefined);
    assert.equal(own(text, { args: { VERSION: '13' } })?.from, 'debian:13');
  });

  it('stand on what the arguments and the platform say', () => {
    const from = (image: string, more: Partial<BuildFile> = {}, platform?: string) =>
      own(`ARG A=one\nARG B\nARG C="\${A}-\${B:-two}"\nFROM --platform=$BUILDPLATFORM ${image.replaceAll('%', '$')}\n`, more, platform)
        ?.from;
    assert.equal(from('x:%A'), 'x:one');
    assert.equal(from('x:%{C}'), 'x:one-two');
    assert.equal(from('x:%{C}', { args: { B: 'b', C: 'c' } }), 'x:c');
    assert.equal(from('x:%{B-none}%{A:+some}'), 'x:nonesome');
    assert.equal(from('x:%TARGETARCH%TARGETVARIANT', {}, 'linux/arm/v7'), 'x:armv7');
    for (const unknown of ['x:%B', 'x:%{A#o}', 'x:%BUILDARCH', 'x:\\%A', 'x:%{A:?missing}', 'x:%', 'x:%{A'])
      assert.equal(from(unknown), undefined, unknown);
  });

  it('are not known where something else stands for a stage or for the base', () => {
    const text = 'FROM debian AS base\nRUN x\nFROM base\nRUN y\n';
    assert.equal(own(text, { contexts: { Base: 'docker-image://other' } }), undefined);
    assert.equal(own(text, { contexts: { 'docker.io/library/debian:latest': '../folder' } }), undefined);
    assert.equal(own(text, { contexts: { debian: 'input:target' } }), undefined);
    assert.equal(own(text, { contexts: { debian: 'docker-image://one', 'debian:latest': 'docker-image://two' } }), undefined);
    assert.equal(own('FROM scratch\n', { contexts: { scratch: 'docker-image://debian' } }), undefined);
    assert.equal(own('FROM debian\n', { contexts: { debian: 'docker-image://scratch' } }), undefined);
  });

  it('stand on the image that stands for the base, and on one without a name where that lies in a folder', () => {
    const text = 'FROM debian\nRUN x\n';
    const [mirror, folder] = ['docker-image://mirror/debian', 'oci-layout:///folder:1'];
    assert.deepEqual(own(text, { contexts: { debian: mirror, other: '../folder' } }), { keywords: ['RUN'], from: 'mirror/debian' });
    assert.deepEqual(own(text, { contexts: { 'docker.io/library/debian:latest': folder } }), { keywords: ['RUN'] });
  });

  it('are those of the last stage of a name: for a FROM of those above it, for the target of all', () => {
    const text = 'FROM one AS a\nRUN x\nFROM two AS A\nCOPY x /\nFROM a AS b\nENV X=1\nFROM three AS a\nUSER 1\nFROM b\nCMD x\n';
    assert.deepEqual(own(text), { keywords: ['COPY', 'ENV', 'CMD'], from: 'two' });
    assert.deepEqual(own(text, { target: 'a' }), { keywords: ['USER'], from: 'three' });
    assert.deepEqual(own('FROM a AS a\nUSER 1\n'), { keywords: ['USER'], from: 'a' });
  });

  it('are not known of a file that is none', () => {
    for (const text of ['', 'RUN x\nFROM y\n', 'FROM\nRUN x\n', 'FROM "\nRUN x\n', '\0'.repeat(9)])
      assert.equal(own(text), undefined, text);
    assert.deepEqual(own('FROM a AS a\nFROM a AS b\nFROM b'), { keywords: [], from: 'a' });
    assert.equal(parseDockerfile('#'.repeat(600_000)), undefined);
  });

  it('are not known where an argument is not', () => {
    assert.equal(own(`ARG A=x\nARG A=\${B:?}\nFROM $A\n`), undefined);
    assert.equal(own('ARG A=x\nARG A\nFROM $A\n')?.from, 'x');
    assert.equal(own('ARG constructor\nFROM $constructor\n'), undefined);
  });

  it('are given up where they are more, or longer, than anybody writes', () => {
    const doubling = Array.from({ length: 40 }, (_, index) => `ARG A${index + 1}=$A${index}$A${index}\n`).join('');
    assert.equal(own(`ARG A0=xx\n${doubling}FROM $A40\n`), undefined);
    assert.equal(own('ARG A\nFROM $A\n', { args: { A: 'x'.repeat(1001) } }), undefined);
    assert.equal(own('ARG A\nFROM $A\n', { args: { A: 'x'.repeat(1000) } })?.from?.length, 1000);
    const many = (count: number) => findOwnInstructions(instructions(count), { args: {}, contexts: {} }, 'linux/amd64')?.keywords.length;
    const instructions = (count: number) => [
      { keyword: 'FROM', from: { image: 'x' } },
      ...Array.from({ length: count - 1 }, () => ({ keyword: 'RUN' })),
    ];
    assert.equal(many(10_000), 9_999);
    assert.equal(many(200_000), undefined);
  });
});

describe('a history', () => {
  const kit = (...texts: string[]): HistoryItem[] => texts.map((created_by) => ({ created_by, comment: 'buildkit.dockerfile.v0' }));
  const plain = (...texts: string[]): HistoryItem[] => texts.map((created_by) => ({ created_by }));
  const above = (from: string, ...keywords: string[]) => ({ keywords, from });

  it('ends with the instructions of the Dockerfile, as every builder writes them', () => {
    const base = plain('# debian.sh', 'CMD ["bash"]');
    const wanted = above('debian', 'ARG', 'COPY', 'RUN', 'WORKDIR', 'CMD');
    for (const items of [
      kit('ARG A=1', 'COPY y /y # buildkit', 'RUN |1 A=1 /bin/sh -c make # buildkit', 'WORKDIR /srv', 'CMD ["x" "y"]'),
      plain(
        '/bin/sh -c #(nop)  ARG A',
        '/bin/sh -c #(nop) COPY file:12 in /y ',
        '|1 A=1 /bin/sh -c make',
        '/bin/sh -c #(nop) WORKDIR /s',
        '/bin/sh -c #(nop)  CMD ["x"]',
      ),
      plain(
        '/bin/sh -c #(nop) ARG ',
        '/bin/bash -o pipefail -c #(nop) COPY dir:1 in /',
        '/bin/busybox touch /q',
        '/bin/sh -c #(nop) WORKDIR /s|inheritLabels=false',
        '/bin/sh -c #(nop) CMD ["q"]',
      ),
    ])
      assert.equal(alignHistory([...base, ...items], wanted), 2);
    assert.equal(alignHistory(base, above('debian')), 2);
  });

  it('tells nothing where one instruction differs', () => {
    const history = kit('ADD rootfs /', 'RUN a', 'COPY b', 'CMD c');
    assert.equal(alignHistory(history, above('debian', 'RUN', 'COPY', 'CMD')), 1);
    assert.equal(alignHistory(history, above('debian', 'RUN', 'ADD', 'CMD')), undefined);
    assert.equal(alignHistory(history, above('debian', 'COPY', 'CMD', 'LABEL')), undefined);
    assert.equal(alignHistory(history, above('debian', 'ADD', 'ADD', 'RUN', 'COPY', 'CMD')), undefined);
    assert.equal(alignHistory([...history, { comment: 'committed' }], above('debian', 'COPY', 'CMD', 'RUN')), undefined);
  });

  it('is the whole image where that stands on nothing', () => {
    assert.equal(alignHistory(kit('COPY a', 'CMD b'), above('scratch', 'COPY', 'CMD')), 0);
    assert.equal(alignHistory(kit('COPY a', 'COPY a', 'CMD b'), above('scratch', 'COPY', 'CMD')), undefined);
  });

  it('tells nothing where a base may have triggered what lies between, or an exporter has repaired it', () => {
    const wanted = above('base', 'COPY');
    assert.equal(alignHistory([...plain('/bin/sh -c #(nop)  ONBUILD COPY . /'), ...plain('COPY a')], wanted), undefined);
    assert.equal(alignHistory([{ comment: 'buildkit.exporter.image.v0' }, ...kit('COPY a')], wanted), undefined);
  });

  it('tells nothing where a base that BuildKit made may have triggered what another builder ran', () => {
    const [wanted, hidden] = [above('base', 'COPY'), plain('/bin/sh -c #(nop)  RUN x')];
    assert.equal(alignHistory([...kit('RUN x'), ...hidden, ...plain('COPY a')], wanted), undefined);
    assert.equal(alignHistory([...kit('RUN x'), ...hidden], above('base')), undefined);
    assert.equal(alignHistory([...kit('RUN x'), ...plain('COPY a')], wanted), 1);
    assert.equal(alignHistory([...plain('RUN x'), ...kit('COPY a')], wanted), 1);
  });

  it('has no item for an ONBUILD of its own by BuildKit, and one by others', () => {
    const wanted = above('base', 'COPY', 'ONBUILD');
    assert.equal(alignHistory(kit('RUN x', 'COPY a'), wanted), 1);
    assert.equal(alignHistory(plain('RUN x', 'COPY a', '/bin/sh -c #(nop)  ONBUILD RUN y'), wanted), 1);
  });
});
