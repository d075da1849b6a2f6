use "gateÿþway"
