"""The panel's meetings: planned, asked to, filled, held, decided."""

from cdop.services.panel.agenda import put_on_agenda, take_off_agenda
from cdop.services.panel.deciding import agree_item, defer_item
from cdop.services.panel.holding import hold_panel
from cdop.services.panel.planning import cancel_panel, move_panel, plan_panel, set_quorum
from cdop.services.panel.seats import ask_to_meeting, declare_conflict, let_go

__all__ = [
    "agree_item", "ask_to_meeting", "cancel_panel", "declare_conflict", "defer_item", "hold_panel",
    "let_go", "move_panel", "plan_panel", "put_on_agenda", "set_quorum", "take_off_agenda",
]  # fmt: skip
