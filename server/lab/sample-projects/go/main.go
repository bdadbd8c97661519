// Command sample says which versions of the lab's packages it is built with.
package main

import (
	"fmt"

	"go.acme.example/archive"
	"go.acme.example/markup"
	"go.acme.example/notifier"
	"go.acme.example/report"
	"go.acme.example/session"
	"go.acme.example/upload"
	"go.acme.example/worker"
)

func main() {
	for _, described := range [][]string{
		archive.Describe(),
		markup.Describe(),
		notifier.Describe(),
		report.Describe(),
		session.Describe(),
		upload.Describe(),
		worker.Describe(),
	} {
		fmt.Println(described)
	}
}
