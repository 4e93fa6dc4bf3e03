/** Text that nobody would choose, for properties: all code units, with what could act on GitHub, in a log or on a terminal more often. */
import fc from 'fast-check';

const sharp = [
  ...[
    '@user',
    '@org/team',
    '#12',
    'GH-12',
    'owner/repo#3',
    'https://evil.example/x',
    'http://a',
    'www.evil.example',
    'me@evil.example',
    'mailto:a@b.c',
  ],
  ...[
    '<!-- -->',
    '-->',
    '</details>',
    '</code>',
    '<img src=x onerror=y>',
    '<wbr>',
    '&lt;',
    '&#64;',
    '`',
    '``',
    '```',
    '|',
    '\\|',
    '\\',
    '\\\\|',
  ],
  ...['[a](b)', '![a](b)', '](', '**', '__', '~~', '$x$', ':smile:', '{{', '{%', '---', '===', '# ', '- ', '1. ', '1) ', '> ', '+ '],
  ...[
    '::error::',
    '::',
    '##[group]',
    '##vso[task]',
    '##',
    '[',
    '\n',
    '\r',
    '\r\n',
    '\t',
    '\0',
    '\u001b[31m',
    '\u001b]8;;',
    '\u0085',
    '\u009b',
  ],
  ...[
    '\u2028',
    '\u2029',
    '\u202e',
    '\u2066',
    '\u200b',
    '\u200d',
    '\u2060',
    '\ufeff',
    '\u00ad',
    '\u061c',
    '\ud800',
    '\udc80',
    '\udfff',
    '\u{e0041}',
    '\u3164',
  ],
  ...[
    'deadbeef1',
    '4be21c7a9d',
    '1234567',
    ' ',
    '  ',
    '\u00a0',
    'app',
    'a/b',
    'linux/amd64',
    '図書館',
    '👩‍👩‍👧',
    'é',
    '250 MB',
    '(',
    ')',
    '"',
    "'",
    '…',
  ],
];

/** Any sequence of code units, lone surrogates included. */
export const foreignText: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom(...sharp) },
      { weight: 1, arbitrary: fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)) },
      { weight: 1, arbitrary: fc.integer({ min: 0x20, max: 0x7e }).map((unit) => String.fromCharCode(unit)) },
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''));

/** What must never be seen raw in a terminal, a log or a comment. */
export const unseenCharacter = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;
