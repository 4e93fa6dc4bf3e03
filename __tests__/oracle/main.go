// Command oracle prints what Go's archive/tar reads of the tars that are named: for each one a line of JSON with its entries
// until the end or the error, and whether there was an error.
package main

import (
	"archive/tar"
	"bufio"
	"encoding/json"
	"io"
	"os"
	"strings"
)

type entry struct {
	Type  string `json:"type"`
	Name  string `json:"name"`
	Size  int64  `json:"size"`
	Mode  int64  `json:"mode"`
	UID   int    `json:"uid"`
	GID   int    `json:"gid"`
	Mtime int64  `json:"mtime"`
	Link  string `json:"link"`
	Major int64  `json:"major"`
	Minor int64  `json:"minor"`
}

type archive struct {
	Entries []entry `json:"entries"`
	Error   string  `json:"error"`
}

// latin1 keeps each byte as one character, as JSON has no bytes.
func latin1(text string) string {
	var out strings.Builder
	for index := 0; index < len(text); index++ {
		out.WriteRune(rune(text[index]))
	}
	return out.String()
}

func read(name string) archive {
	found := archive{Entries: []entry{}}
	file, err := os.Open(name)
	if err != nil {
		found.Error = err.Error()
		return found
	}
	defer file.Close()
	// Without Seek, as a layer comes.
	reader := tar.NewReader(struct{ io.Reader }{bufio.NewReader(file)})
	for {
		header, err := reader.Next()
		if err == io.EOF {
			return found
		}
		if err != nil {
			found.Error = err.Error()
			return found
		}
		if header.Typeflag == tar.TypeXGlobalHeader {
			continue
		}
		found.Entries = append(found.Entries, entry{
			Type: latin1(string([]byte{header.Typeflag})), Name: latin1(header.Name), Size: header.Size, Mode: header.Mode,
			UID: header.Uid, GID: header.Gid, Mtime: header.ModTime.Unix(), Link: latin1(header.Linkname),
			Major: header.Devmajor, Minor: header.Devminor,
		})
	}
}

func main() {
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	encoder := json.NewEncoder(out)
	for _, name := range os.Args[1:] {
		if err := encoder.Encode(read(name)); err != nil {
			panic(err)
		}
	}
}
