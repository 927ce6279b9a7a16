module github.com/auditledge/clients

go 1.23

require github.com/auditledge/auditledge-go v0.0.0

replace github.com/auditledge/auditledge-go => ./auditledge
