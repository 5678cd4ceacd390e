"""The minute hand: what must happen without anybody asking."""

import logging

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.blocking import BlockingScheduler
from apscheduler.triggers.cron import CronTrigger
from django.conf import settings
from django.core.management import BaseCommand, call_command
from django.db import close_old_connections
from django.utils import timezone

logger = logging.getLogger(__name__)

# Command and crontab line (local time); feeds go to the task workers, which is this process where there are none.
# None of them does harm when it runs twice or late.
JOBS = [
    ("publish_scheduled", "* * * * *"),
    ("refresh_feeds --share", "*/5 * * * *"),
    ("mail_digest", "0 7-11 * * *"),
    ("generate_episodes", "10 0 * * *"),
    ("reconcile_coverage", "40 2 * * *"),
    ("roll_up_coverage", "10 3 * * *"),
    ("purge_feeds", "30 3 * * *"),
    ("learn_from_decisions", "25 3 * * *"),
    ("clearsessions", "50 3 * * *"),
]


def run(name: str) -> None:
    """Run one command; a failure is logged and the clock goes on."""
    close_old_connections()
    try:
        call_command(*name.split())
    except SystemExit as stop:
        logger.warning("%s ended with %s", name, stop.code)
    except Exception:
        logger.exception("%s failed", name)
    finally:
        close_old_connections()


class Command(BaseCommand):
    help = "Runs what is due, for as long as it is left running: scheduled publishing, feeds, episodes, checks."

    def add_arguments(self, parser):
        parser.add_argument("--once", action="store_true", help="run every job one time, in order, and exit")

    def handle(self, *args, once: bool, **options):
        if once:
            for name, _line in JOBS:
                self.stdout.write(name)
                run(name)
            return
        scheduler = BlockingScheduler(
            timezone=timezone.get_current_timezone(),
            executors={"default": ThreadPoolExecutor(1 if "sqlite" in settings.DATABASES["default"]["ENGINE"] else 4)},
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": 300},
        )
        for name, line in JOBS:
            scheduler.add_job(run, CronTrigger.from_crontab(line, timezone=scheduler.timezone), [name], id=name)
        self.stdout.write("\n".join(f"{line:<14}{name}" for name, line in JOBS))
        try:
            scheduler.start()
        except KeyboardInterrupt:
            self.stdout.write("stopped")
