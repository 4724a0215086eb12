# The service with its migrations, as an unprivileged user. Settings come from OAIPMH_* variables.
FROM python:3.12-slim AS build
WORKDIR /app
RUN python -m venv .venv
# Installed over empty packages: made anew when the dependencies change, and not with every line of code.
COPY pyproject.toml constraints.txt ./
RUN install -D /dev/null oaipmh/__init__.py && install -D /dev/null models/__init__.py && touch README.md \
    && .venv/bin/pip install --no-cache-dir --constraint constraints.txt --editable .

FROM python:3.12-slim
RUN useradd --system --uid 10001 --home-dir /app oaipmh && install -d -o oaipmh /data
WORKDIR /app
COPY --from=build /app/.venv .venv
COPY sample sample
# The migrations stand beside the package: that is where it looks for them.
COPY alembic alembic
COPY models models
COPY oaipmh oaipmh
ENV PATH="/app/.venv/bin:$PATH" \
    PYTHONDONTWRITEBYTECODE=1 \
    OAIPMH_DATABASE_URL="sqlite:////data/oaipmh.db" \
    OAIPMH_HOST="0.0.0.0"
USER oaipmh
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=5s --start-period=10s \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/readyz', timeout=4)"]
CMD ["oaipmh", "serve"]
