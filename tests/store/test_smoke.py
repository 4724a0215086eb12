from tests.support.loading import load_sample

def test_sample(store, serve, schemas):
    assert load_sample(store).created == 261
    server = serve(store)
    root = schemas.validate(server.ask(verb="ListRecords", metadataPrefix="oai_dc"))
    assert len(root[2]) == 101
