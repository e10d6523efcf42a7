/// The document of ``LibraryService``: shelves of a tenant, and the books on them.
enum LibraryDocument {
  static let text = """
    openapi: 3.1.0
    info: {title: Library, version: '1'}
    paths:
      /v1/shelves:
        post:
          security: [{bearer: [write]}]
          requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/NewShelf'}}}}
          responses:
            '201':
              description: made
              headers: {Location: {required: true, schema: {type: string}}}
              content: {application/json: {schema: {$ref: '#/components/schemas/Shelf'}}}
            '401': {description: who}
            '403': {description: no}
            '422': {description: wrong}
        get:
          security: [{bearer: [read]}]
          parameters:
            - {name: limit, in: query, schema: {type: integer, minimum: 1, maximum: 50}}
            - {name: after, in: query, schema: {type: string}}
          responses:
            '200':
              description: list
              content:
                application/json:
                  schema:
                    type: object
                    properties:
                      shelves: {type: array, items: {$ref: '#/components/schemas/Shelf'}}
                      next: {type: [string, 'null']}
            '401': {description: who}
      /v1/shelves/{shelf_id}:
        parameters: [{name: shelf_id, in: path, required: true, schema: {type: string}}]
        get:
          security: [{bearer: [read]}]
          responses:
            '200': {description: found, content: {application/json: {schema: {$ref: '#/components/schemas/Shelf'}}}}
            '401': {description: who}
            '404': {description: none}
        put:
          security: [{bearer: [write]}]
          requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/NewShelf'}}}}
          responses:
            '200': {description: replaced, content: {application/json: {schema: {$ref: '#/components/schemas/Shelf'}}}}
            '401': {description: who}
            '403': {description: no}
            '404': {description: none}
            '422': {description: wrong}
        delete:
          security: [{bearer: [write]}]
          responses: {'204': {description: gone}, '401': {description: who}, '403': {description: no}, '404': {description: none}}
      /v1/shelves/{shelf_id}/books:
        parameters: [{name: shelf_id, in: path, required: true, schema: {type: string}}]
        post:
          security: [{bearer: [write]}]
          requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/NewShelf'}}}}
          responses:
            '201': {description: made, content: {application/json: {schema: {$ref: '#/components/schemas/Shelf'}}}}
            '401': {description: who}
            '403': {description: no}
            '404': {description: none}
            '422': {description: wrong}
      /v1/shelves/{shelf_id}/books/{book_id}:
        parameters:
          - {name: shelf_id, in: path, required: true, schema: {type: string}}
          - {name: book_id, in: path, required: true, schema: {type: string}}
        get:
          security: [{bearer: [read]}]
          responses:
            '200': {description: found, content: {application/json: {schema: {$ref: '#/components/schemas/Shelf'}}}}
            '401': {description: who}
            '404': {description: none}
        patch:
          security: [{bearer: [write]}]
          requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/ShelfPatch'}}}}
          responses:
            '200': {description: changed, content: {application/json: {schema: {$ref: '#/components/schemas/Shelf'}}}}
            '401': {description: who}
            '403': {description: no}
            '404': {description: none}
            '422': {description: wrong}
        delete:
          security: [{bearer: [write]}]
          responses: {'204': {description: gone}, '401': {description: who}, '403': {description: no}, '404': {description: none}}
    components:
      securitySchemes: {bearer: {type: http, scheme: bearer}}
      schemas:
        NewShelf:
          type: object
          required: [name]
          additionalProperties: false
          properties:
            name: {type: string, minLength: 1, maxLength: 60}
            floor: {type: integer, minimum: 0, maximum: 500}
        ShelfPatch:
          type: object
          additionalProperties: false
          properties:
            name: {type: string, minLength: 1, maxLength: 60}
            floor: {type: integer, minimum: 0, maximum: 500}
        Shelf:
          type: object
          required: [id, name]
          properties:
            id: {type: string}
            name: {type: string}
            floor: {type: integer}
            status: {type: string}
            updatedAt: {type: string}
            version: {type: integer}
    """
}
