# The service with its migrations, as an unprivileged user. Settings come from OAIPMH_* variables.
FROM python:3.12-slim AS build
WORKDIR /app
RUN python -m venv /app/.venv
COPY pyproject.toml constraints.txt README.md ./
COPY oaipmh oaipmh
COPY models models
RUN /app/.venv/bin/pip install --no-cache-dir --constraint constraints.txt --editable .

FROM python:3.12-slim
RUN useradd --system --uid 10001 --home-dir /app oaipmh && install -d -o oaipmh /data
WORKDIR /app
COPY --from=build /app /app
COPY alembic alembic
COPY sample sample
ENV PATH="/app/.venv/bin:$PATH" \
    OAIPMH_DATABASE_URL="sqlite:////data/oaipmh.db" \
    OAIPMH_HOST="0.0.0.0"
USER oaipmh
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=5s --start-period=10s \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/readyz', timeout=4)"]
CMD ["oaipmh", "serve"]
