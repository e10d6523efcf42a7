enum Samples {
  static let sessions = """
    openapi: 3.1.0
    info: {title: Sessions, version: '1'}
    servers: [{url: 'https://example.test/api/'}]
    security:
      - bearer: []
    paths:
      /v1/sessions:
        post:
          operationId: createSession
          x-requirements: [S1-H1]
          requestBody:
            required: true
            content:
              application/json:
                schema:
                  type: object
                  required: [tenant]
                  additionalProperties: false
                  properties:
                    tenant: {type: string, minLength: 1, maxLength: 8}
          responses:
            '201':
              description: created
              headers:
                Session-Token: {required: true, schema: {type: string, minLength: 1}}
              content:
                application/json: {schema: {$ref: '#/components/schemas/Session'}}
              links:
                read:
                  operationId: readSession
                  parameters: {id: '$response.body#/id'}
            4XX: {$ref: '#/components/responses/Problem'}
      /v1/sessions/{id}:
        parameters:
          - {name: id, in: path, required: true, schema: {type: string, format: uuid}}
          - {name: verbose, in: query, schema: {type: string}}
        get:
          operationId: readSession
          parameters:
            - {name: Session-Token, in: header, required: true, schema: {type: string}}
            - {name: verbose, in: query, schema: {type: boolean}}
          responses:
            '200': {description: found, content: {application/json: {schema: {$ref: '#/components/schemas/Session'}}}}
            '401': {$ref: '#/components/responses/Problem'}
      /healthz:
        get:
          security: []
          responses:
            '200': {description: alive}
    components:
      securitySchemes:
        bearer: {type: http, scheme: bearer}
      responses:
        Problem: {description: problem, content: {application/json: {schema: {$ref: '#/components/schemas/Problem'}}}}
      schemas:
        Session:
          type: object
          required: [id, count]
          additionalProperties: false
          properties:
            id: {type: string, format: uuid}
            count: {type: integer}
        Problem:
          type: object
          required: [code]
          properties:
            code: {type: string}
    """
}
