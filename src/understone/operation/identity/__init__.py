"""Who it is: what may be wrong between an event, the request about it, the reply, the premises and the person."""
