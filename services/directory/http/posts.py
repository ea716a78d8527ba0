"""Posts over HTTP: made, filled, left vacant, closed."""

from __future__ import annotations

from typing import Any

from services.directory import usecases
from services.directory.domain import Post
from services.directory.schemas.work import (
    AppointSchema,
    ClosePostSchema,
    NewPostSchema,
    PostArgs,
    PostPage,
    PostSchema,
)
from services.directory.usecases import Appoint, ClosePost
from shared.web import Blueprint, command, decode_cursor, if_match, page, query, requires, set_etag, uow

blp = Blueprint("posts", __name__, url_prefix="/posts", description="Jobs in units, held or vacant.")


@blp.route("")
@requires("people:read")
@query
@blp.arguments(PostArgs, location="query")
@blp.response(200, PostPage)
def list_posts(args: dict[str, Any]) -> dict[str, Any]:
    """Posts in the caller's areas by code, with who holds them; `vacant` for those that nobody holds, `unit_ended` for
    those whose unit a reorganisation ended.
    """
    position = decode_cursor(args["after"], str)
    limit, after = args["limit"], position[0] if position else None
    found = usecases.posts(uow(), **{**args, "after": after, "limit": limit + 1})
    return page(found, limit, lambda one: (one.post,))


@blp.route("", methods=["POST"])
@requires("people:write")
@command
@blp.arguments(NewPostSchema)
@blp.response(201, PostSchema)
def create_post(body: dict[str, Any]) -> Post:
    """Keep a new post, vacant until somebody is appointed."""
    return _answer(usecases.create_post(Post(**body), uow()))


@blp.route("/<string:post>/holder", methods=["POST"])
@requires("people:write")
@command
@blp.arguments(AppointSchema)
@blp.response(200, PostSchema)
def appoint(body: dict[str, Any], post: str) -> Post:
    """Give a post to somebody from a day on, or leave it vacant."""
    return _answer(usecases.appoint(Appoint(post=post, version=if_match(), **body), uow()))


@blp.route("/<string:post>/closure", methods=["POST"])
@requires("people:write")
@command
@blp.arguments(ClosePostSchema)
@blp.response(200, PostSchema)
def close_post(body: dict[str, Any], post: str) -> Post:
    """End a post for good."""
    return _answer(usecases.close_post(ClosePost(post=post, version=if_match(), **body), uow()))


def _answer(post: Post) -> Post:
    set_etag(post.version)
    return post
