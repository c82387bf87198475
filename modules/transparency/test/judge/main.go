// Judges a log with Go's own checksum-database library: the note, every tile, and the proof of each record.
package main

import (
	"encoding/base64"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

type tiles struct{ log string }

func (t tiles) Height() int                            { return 8 }
func (t tiles) SaveTiles(_ []tlog.Tile, _ [][]byte)    {}
func (t tiles) ReadTiles(asked []tlog.Tile) ([][]byte, error) {
	var all [][]byte
	for _, tile := range asked {
		data, err := get(t.log + "/" + strings.Replace(tile.Path(), "tile/8/", "tile/", 1))
		if err != nil {
			return nil, err
		}
		all = append(all, data)
	}
	return all, nil
}

func get(url string) ([]byte, error) {
	answer, err := http.Get(url)
	if err != nil {
		return nil, err
	}
	defer answer.Body.Close()
	if answer.StatusCode != 200 {
		return nil, fmt.Errorf("%s: %s", url, answer.Status)
	}
	return io.ReadAll(answer.Body)
}

func must(err error) {
	if err != nil {
		fmt.Println("judge:", err)
		os.Exit(1)
	}
}

func main() {
	log := os.Args[1]
	key, err := get(log + "/key")
	must(err)
	verifier, err := note.NewVerifier(strings.TrimSpace(string(key)))
	must(err)
	signed, err := get(log + "/checkpoint")
	must(err)
	opened, err := note.Open(signed, note.VerifierList(verifier))
	must(err)
	lines := strings.Split(opened.Text, "\n")
	var size int64
	_, err = fmt.Sscan(lines[1], &size)
	must(err)
	rootBytes, err := base64.StdEncoding.DecodeString(lines[2])
	must(err)
	var root tlog.Hash
	copy(root[:], rootBytes)
	tree := tlog.Tree{N: size, Hash: root}
	reader := tlog.TileHashReader(tree, tiles{log})
	again, err := tlog.TreeHash(size, reader)
	must(err)
	if again != root {
		must(fmt.Errorf("another root"))
	}
	var entries [][]byte
	for n := int64(0); n*256 < size; n++ {
		path := fmt.Sprintf("%s/tile/entries/%03d", log, n)
		if width := size - n*256; width < 256 {
			path += fmt.Sprintf(".p/%d", width)
		}
		bundle, err := get(path)
		must(err)
		for len(bundle) > 0 {
			length := int(bundle[0])<<8 | int(bundle[1])
			entries = append(entries, bundle[2:2+length])
			bundle = bundle[2+length:]
		}
	}
	for i, entry := range entries {
		proof, err := tlog.ProveRecord(size, int64(i), reader)
		must(err)
		must(tlog.CheckRecord(proof, size, root, int64(i), tlog.RecordHash(entry)))
	}
	fmt.Printf("%d records, root %s\n", len(entries), root)
}
