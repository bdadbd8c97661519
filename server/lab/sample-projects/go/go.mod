module shop.example/sample

go 1.18

require (
	go.acme.example/archive v1.0.0
	go.acme.example/markup v1.0.0
	go.acme.example/notifier v1.0.0
	go.acme.example/report v1.0.0
	go.acme.example/session v1.1.0
	go.acme.example/upload v1.0.0
	go.acme.example/worker v1.0.0
)

require (
	go.acme.example/queue v1.0.0 // indirect
	go.acme.example/table v1.0.0 // indirect
	go.acme.example/templates v1.0.0 // indirect
)
