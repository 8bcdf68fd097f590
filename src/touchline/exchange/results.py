"""What became of files and feeds, as JSON objects."""

from __future__ import annotations

from touchline.exchange.json_values import SCHEMA, JsonObject, encodable, moment
from touchline.model import Backup, FeedCheck, FeedHealth, FeedResult, Finding, ImportResult


def import_json(result: ImportResult) -> JsonObject:
    """One file or entry as `import --json` prints it."""
    return {
        "schema": SCHEMA,
        "path": encodable(result.path),
        "status": result.status,
        "id": result.article_id,
        "reason": encodable(result.reason),
    }


def refresh_json(result: FeedResult) -> JsonObject:
    """One feed as `refresh --json` prints it."""
    return {
        "schema": SCHEMA,
        "feed": encodable(result.feed),
        "status": result.status,
        "added": result.n_added,
        "updated": result.n_updated,
        "error": encodable(result.error),
    }


def feed_json(feed: FeedHealth) -> JsonObject:
    """One feed as `feeds list --json` prints it."""
    return {
        "schema": SCHEMA,
        "feed": encodable(feed.name),
        "address": encodable(feed.address),
        "tags": [encodable(tag) for tag in feed.tags],
        "enabled": feed.health != "paused",
        "health": feed.health,
        "articles": feed.n_articles,
        "unread": feed.n_unread,
        "answered": moment(feed.answered_at),
        "next": moment(feed.next_at),
        "failures": feed.n_failures,
        "error": encodable(feed.error),
        "moved_to": encodable(feed.moved_to),
    }


def check_json(check: FeedCheck) -> JsonObject:
    """One feed as `feeds check --json` prints it."""
    return {
        "schema": SCHEMA,
        "feed": encodable(check.feed),
        "works": check.works,
        "articles": check.n_articles,
        "undated": check.n_undated,
        "newest": encodable(check.newest),
        "newest_at": moment(check.newest_at),
        "error": encodable(check.error),
        "feeds": [encodable(address) for address in check.feed_addresses],
    }


def finding_json(finding: Finding) -> JsonObject:
    """One finding as `doctor --json` prints it."""
    return {
        "schema": SCHEMA,
        "file": encodable(finding.file),
        "state": finding.state,
        "finding": encodable(finding.words),
        "articles": list(finding.article_ids),
    }


def backup_json(backup: Backup) -> JsonObject:
    """One backup as `restore --json` lists it; `marks` is null when they cannot be read."""
    return {
        "schema": SCHEMA,
        "backup": backup.name,
        "marks": None if backup.n_marks is None else dict(backup.n_marks),
        "damaged_files": backup.n_damaged_files,
    }
