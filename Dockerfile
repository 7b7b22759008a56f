# syntax=docker/dockerfile:1
# docker build -t deal-extractor . && docker run --rm -i --network none deal-extractor extract - < article.txt
FROM python:3.12-slim AS build
WORKDIR /source
RUN python -m venv /opt/extractor
COPY pyproject.toml README.md LICENSE ./
COPY src ./src
ARG EXTRAS=mcp,parquet,serve
RUN /opt/extractor/bin/pip install --no-cache-dir --disable-pip-version-check ".[${EXTRAS}]"

FROM python:3.12-slim
COPY --from=build /opt/extractor /opt/extractor
ENV PATH=/opt/extractor/bin:$PATH PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1
RUN useradd --create-home --uid 10001 extractor
USER 10001
WORKDIR /home/extractor
HEALTHCHECK --interval=60s --timeout=30s --start-period=20s --retries=3 \
    CMD ["python", "-c", "from extractor import extract; assert extract('Quillon agreed to buy Bramble.').deals"]
ENTRYPOINT ["extractor"]
CMD ["--help"]
