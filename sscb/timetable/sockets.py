"""Where the Board and the programmes plug in their rules, and what happens by itself when one has ended."""

from sscb.sockets import Socket
from sscb.timetable.rules import EffectHandler, Follower, Opening, Rule

rules: Socket[Rule] = Socket("timetable rules", Rule)
effects: Socket[EffectHandler] = Socket("timetable effects", EffectHandler)
openings: Socket[Opening] = Socket("timetable openings", Opening)
followers: Socket[Follower] = Socket("followers of the start dates", Follower)
