import { crc32, deflateRawSync } from 'node:zlib';

const LOCAL_HEADER = 30;
const DIRECTORY_HEADER = 46;
const VERSION = 20;
const DEFLATED = 8;

export interface ZipEntry {
  name: string;
  text: string;
}

/** A zip of up to 65,535 files, as https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT has it; the packages for it take minutes for so many. */
export function zipOf(entries: Iterable<ZipEntry>): Buffer {
  const [files, directory]: [Buffer[], Buffer[]] = [[], []];
  let offset = 0;
  for (const { name, text } of entries) {
    const [nameBytes, content] = [Buffer.from(name), Buffer.from(text)];
    const packed = deflateRawSync(content, { level: 1 });
    const local = Buffer.alloc(LOCAL_HEADER);
    local.writeUInt32LE(0x04034b50, 0);
    writeFacts(local, 4, nameBytes, content, packed);
    const listed = Buffer.alloc(DIRECTORY_HEADER);
    listed.writeUInt32LE(0x02014b50, 0);
    listed.writeUInt16LE(VERSION, 4);
    writeFacts(listed, 6, nameBytes, content, packed);
    listed.writeUInt32LE(offset, 42);
    files.push(local, nameBytes, packed);
    directory.push(listed, nameBytes);
    offset += LOCAL_HEADER + nameBytes.length + packed.length;
  }
  const count = directory.length / 2;
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(directory.reduce((sum, { length }) => sum + length, 0), 12); // prettier-ignore
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...files, ...directory, end]);
}

/** What both headers of a file say, from the version that is needed to the length of the name. */
function writeFacts(header: Buffer, at: number, name: Buffer, content: Buffer, packed: Buffer): void {
  header.writeUInt16LE(VERSION, at);
  header.writeUInt16LE(DEFLATED, at + 4);
  header.writeUInt32LE(crc32(content), at + 10);
  header.writeUInt32LE(packed.length, at + 14);
  header.writeUInt32LE(content.length, at + 18);
  header.writeUInt16LE(name.length, at + 22);
}
